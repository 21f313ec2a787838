import { callSchema } from './call-schema';
import { description, Schema } from './schema';
import { API_VERSION } from '../app/sources';
import { unnamedArgumentsOf, wordsFor } from '../model/arguments';
import { Call, ClassType, MODEL, Model, StructType, Type, TypeRef, typeOf } from '../model/model';
import { LEFT_OUT, NAMED_FORMS, SHORT_FORMS } from '../model/short-forms';

const APP = 'cdk8s-pinterest.PinterestAppProps';
const CHART = 'cdk8s-pinterest.PinterestChartProps';
const POD = 'cdk8s-pinterest.PodPlan';

/** The JSON Schema of all documents, of draft 7: that is what editors know. */
export function jsonSchema(model: Model = MODEL): Schema {
  return new SchemaMaker(model).schema();
}

class SchemaMaker {
  private readonly definitions: Record<string, Schema> = {};

  constructor(private readonly model: Model) {}

  public schema(): Schema {
    const documents: Record<string, Schema> = {
      PinterestApp: this.document('What the charts are made for: the platform, and its clusters.', this.appSpec(), {}),
      PinterestChart: this.document('A group of workloads with an owner: one file of the output.', this.chartSpec(), {}, true),
      ...Object.fromEntries(Object.entries(this.model.kinds).map(([kind, { docs, props }]) => [
        kind, this.document(docs, this.ref({ ref: props }), this.besidesSpec(props), true),
      ])),
    };
    return {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Workloads of cdk8s-pinterest',
      type: 'object',
      properties: { apiVersion: { const: API_VERSION }, kind: { enum: Object.keys(documents) } },
      required: ['apiVersion', 'kind', 'metadata'],
      allOf: Object.entries(documents).map(
        ([kind, then]) => ({ if: { properties: { kind: { const: kind } }, required: ['kind'] }, then }),
      ),
      definitions: Object.fromEntries(Object.entries(this.definitions).sort(([a], [b]) => a < b ? -1 : 1)),
    };
  }

  private document(docs: string, spec: Schema, others: Record<string, Schema>, hasSpec = false): Schema {
    const metadata: Schema = {
      description: 'Its name; its namespace is that of its chart.',
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Its name in its chart.' },
        namespace: { type: 'string', description: 'The namespace of its chart.' },
        annotations: { type: 'object', additionalProperties: { type: 'string' }, description: 'For tools; without effect.' },
      },
      required: ['name'],
      additionalProperties: false,
    };
    return {
      ...description(docs),
      type: 'object',
      properties: { apiVersion: { const: API_VERSION }, kind: { type: 'string' }, metadata, spec, ...others },
      ...(hasSpec && { required: ['spec'] }),
      additionalProperties: false,
    };
  }

  private appSpec(): Schema {
    return this.with(APP, {
      platform: {
        type: 'string',
        description: 'The npm package that exports `platform`, or a folder of the project such as `./platform`.\n\n'
          + 'Default: a cluster named local',
      },
      clusters: names('The clusters that get the charts.\n\nDefault: all of the platform'),
    });
  }

  private chartSpec(): Schema {
    return this.with(CHART, { clusters: names('The clusters that get it.\n\nDefault: all of the app') });
  }

  private with(type: string, properties: Record<string, Schema>): Schema {
    const struct = this.struct(typeOf(type, this.model) as StructType, type);
    return { ...struct, properties: { ...properties, ...struct.properties as object, ...properties } };
  }

  private besidesSpec(props: string): Record<string, Schema> {
    return {
      pod: { ...this.ref({ ref: POD }), description: 'What is added to its pods, in this order.' },
      clusters: {
        description: 'What differs on a cluster, by its name. Properties are merged, lists and values replaced; '
          + 'null leaves one out.',
        type: 'object',
        additionalProperties: this.partial(props),
      },
    };
  }

  /** A type, in the definitions if it is described there. */
  public ref(type: TypeRef): Schema {
    if (type === 'any') return {};
    if (typeof type === 'string') return { type };
    if ('list' in type) return { type: 'array', items: this.ref(type.list) };
    if ('map' in type) return { type: 'object', additionalProperties: this.ref(type.map) };
    return this.define(titleOf(type.ref), () => this.typeSchema(type.ref));
  }

  /** A definition is there before it is made: a type may name itself. */
  private define(title: string, make: () => Schema): Schema {
    if (!(title in this.definitions)) {
      this.definitions[title] = {};
      this.definitions[title] = make();
    }
    return { $ref: `#/definitions/${title}` };
  }

  private typeSchema(name: string): Schema {
    const described: Type = typeOf(name, this.model);
    const named = NAMED_FORMS[name];
    if (named) {
      const text: Schema = {
        type: 'string', description: `${described.docs}\n\nWrite ${named.names}, such as ${named.example}.`,
      };
      return named.finder === 'requirement' ? { anyOf: [text, { type: 'object', minProperties: 1, maxProperties: 1 }] } : text;
    }
    if (described.type === 'enum') {
      return {
        ...description(described.docs), enum: Object.keys(described.members), enumDescriptions: Object.values(described.members),
      };
    }
    if (described.type === 'struct') return this.struct(described, name);
    if (described.type === 'class') return name === POD ? this.steps(described) : this.classSchema(name, described);
    throw new Error(`There is no form for ${name}.`);
  }

  private struct({ docs, properties }: StructType, name: string): Schema {
    const own = Object.entries(properties).filter(([each]) => !(`${name}.${each}` in LEFT_OUT));
    const required = own.filter(([, property]) => property.required).map(([each]) => each);
    return {
      ...description(docs),
      type: 'object',
      properties: Object.fromEntries(
        own.map(([each, property]) => [each, { ...description(property.docs), ...this.ref(property.type) }]),
      ),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }

  /** What may differ from a struct: some of its properties. */
  private partial(name: string): Schema {
    return this.define(`${titleOf(name)}OnCluster`, () => {
      const { properties, docs } = typeOf(name, this.model) as StructType;
      const own = Object.entries(properties).map(([each, { docs: words, type }]): [string, Schema] => {
        const isStruct = typeof type === 'object' && 'ref' in type && typeOf(type.ref, this.model).type === 'struct';
        return [each, { ...description(words), anyOf: [isStruct ? this.partial(type.ref) : this.ref(type), { type: 'null' }] }];
      });
      return { ...description(docs), type: 'object', properties: Object.fromEntries(own), additionalProperties: false };
    });
  }

  private classSchema(name: string, described: ClassType): Schema {
    const { docs, constants, factories, methods, constructor_ } = described;
    const call = (each: Call) => callSchema(each, type => this.ref(type), this.model);
    const unnamed = (each: Call) => callSchema(each, type => this.ref(type), this.model, unnamedArgumentsOf(each, this.model));
    if (constructor_) return { ...description(docs), ...unnamed(constructor_) };
    const { of, ...others } = factories;
    const words = wordsFor({ constants, factories: others }, this.model);
    const forms: Schema[] = [];
    const short = SHORT_FORMS[name];
    if (short) {
      const text: Schema = {
        type: 'string', ...(short.pattern.source !== '^' && { pattern: short.pattern.source }), examples: [short.example],
      };
      forms.push(text, ...short.takesNumbers ? [{ type: 'integer', minimum: 0 }] : []);
    }
    if (words.length > 0) forms.push({ enum: words, enumDescriptions: words.map(word => constants[word] ?? others[word].docs) });
    if (Object.keys(others).length > 0) {
      forms.push({
        type: 'object',
        properties: Object.fromEntries(Object.entries({ ...others, ...methods }).map(([each, called]) => [each, call(called)])),
        additionalProperties: false,
        oneOf: Object.keys(others).map(each => ({ required: [each] })),
      });
    }
    if (of) forms.push(unnamed(of));
    if (Object.keys(methods).length > 0) {
      forms.push({
        type: 'array', minItems: 1, items: [{ $ref: `#/definitions/${titleOf(name)}` }], additionalItems: this.step(methods),
      });
    }
    return { ...description(docs), ...(forms.length === 1 ? forms[0] : { anyOf: forms }) };
  }

  private steps({ docs, methods }: ClassType): Schema {
    return { ...description(docs), type: 'array', items: this.step(methods) };
  }

  private step(methods: ClassType['methods']): Schema {
    return {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(methods).map(([name, called]) => [name, callSchema(called, type => this.ref(type), this.model)]),
      ),
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: false,
    };
  }
}

function names(docs: string): Schema {
  return { type: 'array', items: { type: 'string' }, description: docs };
}

function titleOf(name: string): string {
  return name.split('.')[1];
}

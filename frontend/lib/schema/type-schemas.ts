import { callSchema } from './call-schema';
import { description, Schema } from './schema';
import { unnamedArgumentsOf, wordsFor } from '../model/arguments';
import { Call, ClassType, Model, StructType, Type, TypeRef, typeOf } from '../model/model';
import { LEFT_OUT, NAMED_FORMS, SHORT_FORMS } from '../model/short-forms';

/** What is added to the pods is a list of calls. */
export const POD = 'cdk8s-pinterest.PodPlan';

/** Schemas of the types of the model. */
export class TypeSchemas {
  /** By their titles, with the types that they are of. */
  private readonly made = new Map<string, { readonly of: string; schema: Schema }>();

  constructor(private readonly model: Model) {}

  /** Those that have been named, by their titles. */
  public get definitions(): Record<string, Schema> {
    const titled = [...this.made].map(([title, { schema }]) => [title, schema] as const);
    return Object.fromEntries(titled.sort(([a], [b]) => a < b ? -1 : 1));
  }

  /** A type, in the definitions if it is described there. */
  public ref(type: TypeRef): Schema {
    if (type === 'any') return {};
    if (typeof type === 'string') return { type };
    if ('list' in type) return { type: 'array', items: this.ref(type.list) };
    if ('map' in type) return { type: 'object', additionalProperties: this.ref(type.map) };
    return this.define(titleOf(type.ref), type.ref, () => this.typeSchema(type.ref));
  }

  /** A definition is there before it is made: a type may name itself. */
  private define(title: string, of: string, make: () => Schema): Schema {
    const before = this.made.get(title);
    if (before && before.of !== of) throw new Error(`There would be two definitions ${title}: of ${before.of} and of ${of}.`);
    if (!before) {
      const definition = { of, schema: {} as Schema };
      this.made.set(title, definition);
      definition.schema = make();
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

  /** The schema of a structure itself. */
  public structOf(name: string): Schema {
    return this.struct(typeOf(name, this.model) as StructType, name);
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
  public partial(name: string): Schema {
    return this.define(`${titleOf(name)}OnCluster`, name, () => {
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

function titleOf(name: string): string {
  return name.split('.')[1];
}

import { description, Schema } from './schema';
import { POD, TypeSchemas } from './type-schemas';
import { API_VERSION } from '../app/sources';
import { MODEL, Model } from '../model/model';

const APP = 'cdk8s-pinterest.PinterestAppProps';
const CHART = 'cdk8s-pinterest.PinterestChartProps';

/** The JSON Schema of all documents, of draft 7: that is what editors know. */
export function jsonSchema(model: Model = MODEL): Schema {
  return new DocumentSchemas(model).schema();
}

class DocumentSchemas {
  private readonly types: TypeSchemas;

  constructor(private readonly model: Model) {
    this.types = new TypeSchemas(model);
  }

  public schema(): Schema {
    const documents: Record<string, Schema> = {
      PinterestApp: this.document('What the charts are made for: the platform, and its clusters.', this.appSpec(), {}),
      PinterestChart: this.document('A group of workloads with an owner: one file of the output.', this.chartSpec(), {}, true),
      ...Object.fromEntries(Object.entries(this.model.kinds).map(([kind, { docs, props }]) => [
        kind, this.document(docs, this.types.ref({ ref: props }), this.besidesSpec(props), true),
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
      definitions: this.types.definitions,
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
    const struct = this.types.structOf(type);
    return { ...struct, properties: { ...properties, ...struct.properties as object, ...properties } };
  }

  private besidesSpec(props: string): Record<string, Schema> {
    return {
      pod: { ...this.types.ref({ ref: POD }), description: 'What is added to its pods, in this order.' },
      clusters: {
        description: 'What differs on a cluster, by its name. Properties are merged, lists and values replaced; '
          + 'null leaves one out.',
        type: 'object',
        additionalProperties: this.types.partial(props),
      },
    };
  }
}

function names(docs: string): Schema {
  return { type: 'array', items: { type: 'string' }, description: docs };
}

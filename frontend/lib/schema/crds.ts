import { jsonSchema } from './json-schema';
import { Schema } from './schema';
import { structural } from './structural';
import { GROUP } from '../app/sources';

/** CustomResourceDefinitions of all documents, for clusters that hold what teams write. */
export function crds(): Schema[] {
  const {
    allOf, definitions,
  } = jsonSchema() as unknown as { allOf: { if: Kinded; then: DocumentSchema }[]; definitions: Record<string, Schema> };
  return allOf.map(({ if: { properties: { kind } }, then }) => crd(kind.const, then, definitions));
}

interface Kinded {
  readonly properties: { readonly kind: { readonly const: string } };
}

interface DocumentSchema {
  readonly description?: string;
  readonly properties: Record<string, Schema>;
  readonly required?: string[];
}

function crd(kind: string, { description, properties, required }: DocumentSchema, definitions: Record<string, Schema>): Schema {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  const { apiVersion: _, kind: __, metadata: ___, clusters, ...parts } = properties;
  const hasImage = definitions[`${kind}Props`] !== undefined && 'pod' in parts;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      names: { kind, listKind: `${kind}List`, plural, singular, categories: ['pinterest'] },
      scope: 'Namespaced',
      versions: [{
        name: 'v1',
        served: true,
        storage: true,
        ...(hasImage && {
          additionalPrinterColumns: [
            { name: 'Image', type: 'string', jsonPath: '.spec.container.image' },
            { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
          ],
        }),
        schema: {
          openAPIV3Schema: {
            description,
            type: 'object',
            properties: {
              ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, structural(part, definitions)])),
              // What differs on other clusters is nothing to this one, and would double the size.
              ...(clusters && {
                clusters: {
                  description: clusters.description,
                  type: 'object',
                  additionalProperties: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true },
                },
              }),
            },
            ...(required && { required }),
          },
        },
      }],
    },
  };
}

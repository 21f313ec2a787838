import { MODEL } from '../../lib/model/model';
import { crds } from '../../lib/schema/crds';
import { Schema } from '../../lib/schema/schema';

const CRDS = crds() as any[];
const schemaOf = (crd: any): Schema => crd.spec.versions[0].schema.openAPIV3Schema;

/** What Kubernetes does not take in a structural schema, by its place. */
function faultsOf(schema: any, place: string, inChoice = false): string[] {
  const { type, properties = {}, items, additionalProperties, anyOf = [], oneOf = [], not } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-int-or-string'] === true;
  const told = [
    ...'$ref' in schema ? ['$ref'] : [],
    ...!inChoice && type === undefined && !isOpen ? ['no type'] : [],
    ...inChoice && ['type', 'description', 'additionalProperties'].some(each => each in schema) ? ['a choice with a type'] : [],
    ...typeof additionalProperties === 'boolean' ? ['additionalProperties'] : [],
    ...Array.isArray(items) ? ['a tuple'] : [],
    ...additionalProperties !== undefined && Object.keys(properties).length > 0 ? ['properties and additionalProperties'] : [],
  ].map(fault => `${place}: ${fault}`);
  return [
    ...told,
    ...Object.entries(properties).flatMap(([name, each]) => faultsOf(each, `${place}.${name}`, inChoice)),
    ...items ? faultsOf(items, `${place}[]`, inChoice) : [],
    ...typeof additionalProperties === 'object' ? faultsOf(additionalProperties, `${place}{}`, inChoice) : [],
    ...[...anyOf, ...oneOf, ...not ? [not] : []].flatMap(each => faultsOf(each, `${place}?`, true)),
  ];
}

test.each(CRDS.map(crd => [crd.spec.names.kind, crd]))('the definition of %s is structural', (_, crd) => {
  expect(faultsOf(schemaOf(crd), '')).toEqual([]);
});

test.each(CRDS.map(crd => [crd.spec.names.kind, crd]))('the definition of %s is far below what etcd stores', (_, crd) => {
  expect(JSON.stringify(crd).length).toBeLessThan(600_000);
});

test.each(Object.keys(MODEL.kinds))('%s has each property, with its docs', kind => {
  const { properties } = MODEL.types[MODEL.kinds[kind].props] as { properties: Record<string, { docs: string }> };
  const { spec } = schemaOf(CRDS.find(crd => crd.spec.names.kind === kind)).properties as any;
  expect(Object.keys(spec.properties)).toEqual(Object.keys(properties));
  expect(spec.properties.config.description).toBe('Configuration in files and variables.');
});

test('a form is open only where a value has several, and then each is bounded', () => {
  const { spec } = schemaOf(CRDS.find(crd => crd.spec.names.kind === 'PinterestService')).properties as any;
  const { stop, scaling, callers, claims, protocol } = spec.properties;
  expect(protocol).toMatchObject({ type: 'string', enum: ['HTTP', 'HTTP2', 'TCP'] });
  expect(stop).toMatchObject({ 'pattern': '^\\d+(ms|s|m|h|d)$', 'minimum': 1, 'maximum': 0, 'x-kubernetes-preserve-unknown-fields': true });
  expect(callers.items).toMatchObject({ type: 'object', anyOf: [{ required: ['external'] }, { required: ['pods'] }, { required: ['workload'] }] });
  expect(scaling.anyOf).toEqual([{ required: ['between'] }, { required: ['fixed'] }, { required: ['keda'] }]);
  expect(claims.items.type).toBe('object');
});

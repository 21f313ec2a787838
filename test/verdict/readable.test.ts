import { readable, unrefused } from '../../lib/verdict/readable';

/* What the server says, and what is said of it. */

const QUANTITY = 'Write for example "500m" or "2Gi".';

const pod = (container: object) => ({
  spec: { containers: [{ name: 'a', ports: [{ containerPort: 80 }] }, { name: 'b', ...container }] },
});

const go = (sort: string, at: string, type: string) => [{
  message: `json: cannot unmarshal ${sort} into Go struct field X.${at} of type ${type}`,
}];

test.each<[string, any[], object, unknown[]]>([
  ['a number that is a string',
    go('string', 'spec.containers.ports.containerPort', 'int32'), pod({ ports: [{ containerPort: '80' }] }), [{
      field: 'spec.containers[1].ports[0].containerPort',
      message: 'must be a whole number, and is a string',
      fix: 'Write the number without quotes.',
    }]],
  ['a number with a fraction', go('number 1.5', 'spec.a', 'int32'), { spec: { a: 1.5 } }, [
    { field: 'spec.a', message: 'must be a whole number, and is a number', fix: 'Write a whole number.' },
  ]],
  ['items of a list', go('number', 'spec.containers.command', 'string'), pod({ command: ['sleep', 5] }), [
    { field: 'spec.containers[1].command[1]', message: 'must be a string, and is a number', fix: 'Write it in quotes.' },
  ]],
  ['values of a map', go('bool', 'metadata.annotations', 'string'), { metadata: { annotations: { 'a/b': true, 'c': 'd' } } }, [
    { field: 'metadata.annotations[a/b]', message: 'must be a string, and is a boolean', fix: 'Write it in quotes.' },
  ]],
  ['an object that should be a list', go('object', 'spec.from', '[]v1.Peer'), { spec: { from: { a: {} } } }, [
    { field: 'spec.from', message: 'must be a list, and is an object', fix: 'Write a list: [ ... ].' },
  ]],
  ['an item that should be an object', go('string', 'spec.containers', 'v1.Container'), { spec: { containers: [{}, 'nginx'] } }, [
    { field: 'spec.containers[1]', message: 'must be an object, and is a string', fix: 'Write an object: { ... }.' },
  ]],
  ['a string that should be a boolean', go('string', 'spec.a', 'bool'), { spec: { a: 'yes' } }, [
    { field: 'spec.a', message: 'must be a boolean, and is a string', fix: 'Write true or false.' },
  ]],
  ['a type that is found nowhere', go('string', 'spec.b', 'int32'), { spec: {} }, [
    { field: '', message: expect.stringMatching(/^json: /) },
  ]],
  ['a quantity', [{ message: "quantities must match the regular expression '^...$'" }],
    pod({ resources: { requests: { 'cpu': '1', 'memory': '2GB', 'nvidia.com/gpu': 'one' } } }), [
      { field: 'spec.containers[1].resources.requests.memory', message: expect.stringMatching(/^must be a quantity/), fix: QUANTITY },
      expect.objectContaining({ field: 'spec.containers[1].resources.requests[nvidia.com/gpu]' }),
    ]],
  ['an unknown field', [{ field: 'spec.a', message: 'unknown field "spec.a"' }], {}, [
    { field: 'spec.a', message: 'unknown field', fix: 'Correct its name, or remove it.' },
  ]],
  ['a key twice', [{ field: 'spec.env', message: '.spec.env: duplicate entries for key [name="A"]' }], {}, [
    { field: 'spec.env', message: 'duplicate entries for key [name="A"]', fix: 'Leave one of them.' },
  ]],
])('%s', (_, refusals, content, told) => {
  expect(readable(refusals, content)).toEqual(told);
});

test('a default that is as wrong as what it comes from is not told', () => {
  const content = { spec: { port: 99999, names: [{}, {}] } };
  const tooHigh = { message: 'Invalid value: 99999: must be between 1 and 65535, inclusive' };
  const both = [{ field: 'spec.port', ...tooHigh }, { field: 'spec.targetPort', ...tooHigh }];
  const names = ['spec.names[0].name', 'spec.names[1].name'];
  const required = names.map(field => ({ field, message: 'Required value' }));
  expect(readable([...both, ...required], content).map(({ field }) => field)).toEqual(['spec.port', ...names]);
});

test('a warning of what is refused is not said twice', () => {
  const twice = ['env[1]: hides previous definition of "A"', 'env[1].name: duplicate name "A"'];
  const warnings = [...twice, 'would violate PodSecurity "restricted:latest"', 'is deprecated'];
  expect(unrefused(warnings, [], [])).toEqual(warnings);
  expect(unrefused(warnings, [{ message: 'duplicate entries for key [name="A"]' }], ['violates'])).toEqual(['is deprecated']);
});

import { lostFields } from './kept';

test('what a server adds is no loss', () => {
  expect(lostFields({ spec: { replicas: 1, ports: [{ port: 80 }] } }, {
    spec: { replicas: 1, ports: [{ port: 80, protocol: 'TCP' }], paused: false }, status: {},
  })).toEqual([]);
});

test('what a server drops, spells otherwise or puts into another order is told by its field', () => {
  expect(lostFields({ spec: { cpu: '1000m', args: ['a', 'b'], env: [{ name: 'A', value: '' }], paused: false } }, {
    spec: { cpu: '1', args: ['b', 'a'], env: [{ name: 'A' }] },
  })).toEqual([
    '.spec.cpu: "1000m" is kept as "1"', '.spec.args[0]: "a" is kept as "b"', '.spec.args[1]: "b" is kept as "a"',
    '.spec.env[0].value: "" is kept as undefined', '.spec.paused: false is kept as undefined',
  ]);
});

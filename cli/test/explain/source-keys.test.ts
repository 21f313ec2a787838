import { keysOfCall } from '../../lib/explain/source-keys';

/** The properties that are found, with their lines and columns. */
function keys(text: string): Record<string, string> {
  const offset = text.indexOf('new ');
  const before = text.slice(0, offset);
  const place = { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  return Object.fromEntries([...keysOfCall(text, place)].map(([key, { line, column }]) => [key, `${line}:${column}`]));
}

test('the properties of a call, at any depth of objects', () => {
  expect(keys(`const a = 1;
  this.api = new PinterestService(chart, 'api', {
    container: { image: 'a:1', resources: { cpu: { request: Cpu.millis(50) } } },
    scaling: Scaling.between(3, 30).onCpu(60),
    'drain': Duration.seconds(10),
  });
  other({ later: 1 });`)).toEqual({
    'container': '3:5',
    'container.image': '3:18',
    'container.resources': '3:32',
    'container.resources.cpu': '3:45',
    'container.resources.cpu.request': '3:52',
    'scaling': '4:5',
    'drain': '5:5',
  });
});

test.each([
  ['what is in comments and texts', 'new A(c, \'x\', { /* b: { */ a: "}, c: 1", // d: 2,\n e: `${{ f: 1 }.f} }` })', ['a', 'e']],
  [
    'options of functions', 'new A(c, \'x\', { config: f({ files: 1 }), list: [{ name: 1 }], call: g.h({ a: 1 }, { b: 2 }) })',
    ['config', 'list', 'call'],
  ],
  ['what is spread', 'new A(c, \'x\', { ...common, ...{ a: 1 }, b: 2 })', ['b']],
  ['conditions', 'new A(c, \'x\', { a: b ? c : d, e })', ['a', 'e']],
  ['what is not closed', 'new A(c, \'x\', { a: { b: ', ['a', 'a.b']],
  ['no object at all', 'new A(c, \'x\', props)', []],
])('%s gives no wrong property', (_what, text, found) => {
  expect(Object.keys(keys(text))).toEqual(found);
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { RecordedWorkload } from 'cdk8s-pinterest';
import { freshFolder } from '../../../test/synth';
import { pathText } from '../../lib/diff/fields/path';
import { Places } from '../../lib/diff/workloads/places';
import { propertyChanges } from '../../lib/diff/workloads/property-changes';

const told = (before: object, after: object) => propertyChanges(before, after).map(({ path: at, before: was, after: is }) => (
  `${pathText(at)}: ${JSON.stringify(was)} > ${JSON.stringify(is)}`
));

describe('values of classes', () => {
  test('are told by what they were made of', () => {
    const check = (_options: object) => ({ health: { class: 'HealthCheck', _type: 'http', _options, _path: '/healthz' } });
    const period = (amount: number) => ({
      period: { class: 'Duration', amount, unit: { class: 'TimeUnit', label: 'seconds', inMillis: 1000 } },
    });
    expect(told(check(period(5)), check(period(10)))).toEqual(['health.period: "5 seconds" > "10 seconds"']);
    expect(told({}, check({}))).toEqual(['health: undefined > {"type":"http","path":"/healthz"}']);
    const env = (value: string) => ({ env: { class: 'EnvValue', value } });
    expect(told(env('a'), env('b'))).toEqual(['env: "a" > "b"']);
  });

  test('of another class differ, whatever their fields', () => {
    expect(told({ a: { class: 'One', x: 1, y: 2 } }, { a: { class: 'Other', x: 1, y: 2 } })).toHaveLength(1);
  });
});

describe('in the source', () => {
  const folder = freshFolder();
  const file = path.join(folder, 'main.ts');
  fs.writeFileSync(file, [
    'const SIZE = Size.gibibytes(10);',
    "new PinterestService(chart, 'api', {",
    "  image: image('api'), replicas: 3, scaling: Scaling.between(3, 30)",
    '    .onCpu(60),',
    "  channel: Channel.CANARY, volume: new Volume('x'), storage: [{ name: 'data', size: SIZE }],",
    '});',
  ].join('\n'));
  const workload = { place: { file, line: 2, column: 1 }, properties: {} } as unknown as RecordedWorkload;
  const written = (...steps: string[]) => new Places(folder).classValueOf(workload, steps);

  test('they are as their author has written them', () => {
    expect([written('scaling'), written('channel'), written('volume'), written('storage', '[data]', 'size')]).toEqual([
      'Scaling.between(3, 30).onCpu(60)', 'Channel.CANARY', "new Volume('x')", 'Size.gibibytes(10)',
    ]);
  });

  test('what is inside of one, computed, or plain, is not one', () => {
    expect([written('scaling', 'min'), written('image'), written('replicas'), written('missing'), written('storage', '[data]')])
      .toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});

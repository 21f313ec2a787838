import { ASKED, CONTENDERS } from '../../bench/contender';
import { readOptions } from '../../bench/options';
import { report } from '../../bench/report';
import { Result } from '../../bench/result';
import { growth, targets } from '../../bench/targets';

function result(name: string, workloads: number, cpuSeconds?: number, peakMegabytes = 100): Result {
  const contender = CONTENDERS.find(each => each.name === name)!;
  const first = cpuSeconds === undefined ? undefined : {
    cpuSeconds, wallSeconds: 1, peakBytes: peakMegabytes * 1e6, files: 1, objects: 1, bytes: 1, rewritten: 1,
  };
  return { contender, workloads, overLimit: false, first };
}

test('growth is 1 where ten times the workloads take ten times as long, and 2 where they take a hundred times', () => {
  expect(growth([result('pinterest-app', 1000, 0.5), result('pinterest-app', 10000, 5)], 'pinterest-app')).toBeCloseTo(1);
  expect(growth([result('pinterest-app', 1000, 0.5), result('pinterest-app', 10000, 50)], 'pinterest-app')).toBeCloseTo(2);
  expect(growth([result('pinterest-app', 1000, 0.5)], 'pinterest-app')).toBeUndefined();
});

test('each target that can be judged is said to be met or not', () => {
  expect(targets([
    result('pinterest-app', 1000, 0.7, 151),
    result('floor-json', 1000, 0.1),
    result('cdk8s-plus-charts', 1000, 22),
    result('pinterest-app', 10000, 4, 400),
  ])).toEqual([
    'Targets:',
    '  met      growth of PinterestApp from 1,000 to 10,000 workloads, as an exponent: 0.76 (at most 1.05)',
    '  met      CPU seconds for 1,000 workloads: 0.70 (at most 0.8)',
    '  NOT MET  peak MB for 1,000 workloads: 151.00 (at most 150)',
    '  met      CPU seconds for 10,000 workloads: 4.00 (at most 4)',
    '  met      peak MB for 10,000 workloads: 400.00 (at most 500)',
    '  NOT MET  what PinterestService adds to the floor at 1,000 workloads, in floors: 6.00 (at most 3)',
    '  met      times less CPU than plain cdk8s-plus with a chart each, 1,000 workloads: 31.43 (at least 30)',
  ]);
  expect(targets([result('floor-json', 100, 1)])).toEqual([]);
});

test('what asking Kubernetes adds is judged by the synthesis without it', () => {
  const asked = (first: number, again: number): Result => ({
    ...result('pinterest-app', 10000, first), contender: ASKED, again: result('pinterest-app', 10000, again).first,
  });
  const alone = { ...result('pinterest-app', 10000, 4), again: result('pinterest-app', 10000, 3).first };
  expect(targets([alone, asked(10.4, 3.1)]).slice(-2)).toEqual([
    '  NOT MET  what the first verdict on 10,000 workloads adds, in syntheses: 1.60 (at most 1.5)',
    '  met      what asking adds to 10,000 workloads that have not changed, in syntheses: 0.03 (at most 0.05)',
  ]);
});

test('what was not measured is a dash or a bound, and it is said why', () => {
  const text = report([result('plain-app', 5000), { ...result('cdk8s-plus', 1000), overLimit: true }], 60, 0);
  expect(text).toMatch(/plain App, PinterestService +\| +5,000 \| +– \|/);
  expect(text).toMatch(/a chart per team +\| +1,000 \| +> 60 \|/);
  expect(text).toContain('– not run: ');
  expect(text).toContain('> 60: ended ');
});

test('a machine that was busy before is said to be', () => {
  expect(report([], 60, 1000)).toContain('load of 1000.0');
  expect(report([], 60, 0)).not.toContain('load of');
});

test('an option that makes no sense is refused', () => {
  expect(() => readOptions(['--sizes', '100,many'])).toThrow('--sizes must be whole numbers above 0, not "many".');
  expect(() => readOptions(['--only', 'pinterest'])).toThrow('There is no contender "pinterest". There are: pinterest-app, ');
  expect(() => readOptions(['--size', '1'])).toThrow('--size');
  expect(readOptions(['--sizes', '1000,100', '--only', 'floor-json'])).toMatchObject({
    sizes: [100, 1000], contenders: [{ name: 'floor-json' }],
  });
});

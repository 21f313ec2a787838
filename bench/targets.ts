import type { Measurement } from './measure';
import type { Result } from './result';

/** A line per target, and whether it is met; targets without measurements are left out. */
export function targets(results: Result[]): string[] {
  const resultOf = (name: string, workloads: number) =>
    results.find(each => each.contender.name === name && each.workloads === workloads);
  const of = (name: string, workloads: number) => resultOf(name, workloads)?.first;
  const [small, large] = [1000, 10000].map(size => of('pinterest-app', size));
  const lines = [
    atMost('growth of PinterestApp from 1,000 to 10,000 workloads, as an exponent', growth(results, 'pinterest-app'), 1.05),
    atMost('CPU seconds for 1,000 workloads', small?.cpuSeconds, 0.8),
    atMost('peak MB for 1,000 workloads', small && small.peakBytes / 1e6, 150),
    atMost('CPU seconds for 10,000 workloads', large?.cpuSeconds, 4),
    atMost('peak MB for 10,000 workloads', large && large.peakBytes / 1e6, 500),
    ...[1000, 10000].map(size => atMost(
      `what PinterestService adds to the floor at ${size.toLocaleString('en-US')} workloads, in floors`,
      added(of('pinterest-app', size), of('floor-json', size)),
      3,
    )),
    atLeast('times less CPU than Helm, 1,000 workloads', ratio(of('helm', 1000), small), 4),
    atLeast('times less CPU than Helm, 10,000 workloads', ratio(of('helm', 10000), large), 4),
    atLeast(
      'times less CPU than plain cdk8s-plus with a chart each, 1,000 workloads', ratio(of('cdk8s-plus-charts', 1000), small), 30,
    ),
    atMost(
      'what the first verdict on 10,000 workloads adds, in syntheses', added(of('asked', 10000), large), 1.5,
    ),
    atMost(
      'what asking adds to 10,000 workloads that have not changed, in syntheses',
      added(resultOf('asked', 10000)?.again, resultOf('pinterest-app', 10000)?.again), 0.05,
    ),
  ].filter(each => each !== undefined);
  return lines.length > 0 ? ['Targets:', ...lines.map(each => `  ${each}`)] : [];
}

/** The exponent with which CPU seconds grow from 1,000 to 10,000 workloads: 1 is linear, 2 quadratic. */
export function growth(results: Result[], contender: string): number | undefined {
  const [small, large] = [1000, 10000]
    .map(size => results.find(each => each.contender.name === contender && each.workloads === size)?.first);
  return small && large && Math.log10(large.cpuSeconds / small.cpuSeconds);
}

function added(ours: Measurement | undefined, floor: Measurement | undefined): number | undefined {
  return ours && floor && (ours.cpuSeconds - floor.cpuSeconds) / floor.cpuSeconds;
}

function ratio(theirs: Measurement | undefined, ours: Measurement | undefined): number | undefined {
  return theirs && ours && theirs.cpuSeconds / ours.cpuSeconds;
}

function atMost(what: string, value: number | undefined, limit: number): string | undefined {
  return value === undefined ? undefined : line(value <= limit, what, value, `at most ${limit}`);
}

function atLeast(what: string, value: number | undefined, limit: number): string | undefined {
  return value === undefined ? undefined : line(value >= limit, what, value, `at least ${limit}`);
}

function line(met: boolean, what: string, value: number, limit: string): string {
  return `${met ? 'met    ' : 'NOT MET'}  ${what}: ${value.toFixed(2)} (${limit})`;
}

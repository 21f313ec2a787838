import { Duration } from 'cdk8s';
import { Channel, PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { Platform } from 'cdk8s-pinterest/platform';
import { clusterOf, complaints, CONTAINER, freshFolder, OWNER } from '../synth';

const UNTIL = '2026-11-30';

/** The warnings and errors about a pin in a synth on a given day. */
function findingsOn(
  today: string | undefined,
  { until = UNTIL, context = false, pinGrace }: { until?: string; context?: boolean; pinGrace?: Duration } = {},
) {
  const warnings = jest.spyOn(console, 'warn').mockImplementation();
  const platform = new Platform({ clusters: [clusterOf({})], today: context ? '2020-01-01' : today, pinGrace });
  const app = new PinterestApp({ platform, outdir: freshFolder() });
  if (context) app.node.setContext('cdk8s-pinterest:today', today);
  new PinterestService(new PinterestChart(app, 'chart', { owner: OWNER }), 'api', {
    container: CONTAINER, channel: Channel.pinned('2026.11', { until }),
  });
  const errors = complaints(() => app.synth());
  const findings = { warnings: warnings.mock.calls.map(([text]) => text), errors };
  warnings.mockRestore();
  return findings;
}

test('a pin is silent until its last day, warns for the days of grace, and then fails', () => {
  expect(findingsOn('2026-11-24')).toEqual({ warnings: [], errors: [] });
  expect(findingsOn(UNTIL)).toEqual({ warnings: [], errors: [] });
  const warning = 'warning: [chart/api] channel = "pinned to 2026.11": ended on 2026-11-30, '
    + 'and after 2026-12-14 the synth fails. Remove the pin, or agree on another day with the infrastructure team.';
  expect(findingsOn('2026-12-01')).toEqual({ warnings: [warning], errors: [] });
  expect(findingsOn('2026-12-14')).toEqual({ warnings: [warning], errors: [] });
  expect(findingsOn('2026-12-15')).toEqual({
    warnings: [],
    errors: ['[chart/api] channel = "pinned to 2026.11": ended on 2026-11-30, and the 14 days of grace are over. '
      + 'Remove the pin, or agree on another day with the infrastructure team.'],
  });
});

test.each(['', '2026-1-5', 'tomorrow', 20261124])('the context value %p is no day, and no deadline counts by it', today => {
  const { errors } = findingsOn(today as string, { context: true });
  expect(errors).toEqual([expect.stringMatching(/cdk8s-pinterest:today = .*: must be /)]);
});

test('a chart has no day of its own', () => {
  const platform = new Platform({ clusters: [clusterOf({})], today: '2026-12-15' });
  const app = new PinterestApp({ platform, outdir: freshFolder() });
  const chart = new PinterestChart(app, 'chart', { owner: OWNER });
  chart.node.setContext('cdk8s-pinterest:today', '2020-01-01');
  new PinterestService(chart, 'api', { container: CONTAINER, channel: Channel.pinned('2026.11', { until: UNTIL }) });
  expect(complaints(() => app.synth())).toEqual([expect.stringContaining('the 14 days of grace are over')]);
});

test('the platform says how long the grace is', () => {
  expect(findingsOn('2026-12-02', { pinGrace: Duration.days(1) }).errors[0]).toContain('the 1 days of grace are over');
});

test('the day of the context comes before the platform\'s', () => {
  expect(findingsOn('2027-01-01', { context: true }).errors).toHaveLength(1);
  expect(findingsOn('2026-11-01', { context: true }).errors).toEqual([]);
});

test('without a day no pin that ends is taken, and no clock is read', () => {
  expect(findingsOn(undefined).errors).toEqual([
    '[chart/api] channel.until = "2026-11-30": cannot be checked without the day of the build. '
      + 'Set today on the Platform to the day of the commit, such as "2026-11-24".',
  ]);
});

test.each(['2026-02-30', '30.11.2026', '2026-11', ''])('"%s" is no day', day => {
  expect(findingsOn('2026-11-24', { until: day }).errors).toEqual([
    `[chart/api] channel.until = "${day}": must be a day in the form YYYY-MM-DD. Write for example "2026-12-31".`,
  ]);
  expect(findingsOn(day).errors[0]).toContain(`platform.today = "${day}": must be a day`);
});

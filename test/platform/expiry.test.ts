import { ApiObject } from 'cdk8s';
import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { Platform } from 'cdk8s-pinterest/platform';
import { lineOf } from '../../lib/validation/finding';
import { warningsOf } from '../../lib/validation/warning';
import { CASES } from '../golden/cases';
import { clusterOf, complaints, CONTAINER, freshFolder, MESH, OWNER } from '../synth';

const LABEL = 'pinterest.com/expires';

function chartOf(build: (chart: PinterestChart) => void, expires?: string, today?: string) {
  const app = new PinterestApp({ outdir: freshFolder() });
  new Platform({ clusters: [clusterOf({ ...MESH, region: 'us-east-1' })], infrastructureNamespaces: ['shop'], today })
    .attach(app);
  const chart = new PinterestChart(app, 'chart', { namespace: 'shop', owner: OWNER, expires });
  build(chart);
  return { app, chart, objects: () => chart.toJson() as any[] };
}

const api = (expires?: string) => (chart: PinterestChart) => {
  new PinterestService(chart, 'api', { container: CONTAINER, expires });
};

/** Everything in an object that is an object. */
const parts = (value: any): any[] => value === null || typeof value !== 'object' ? [] : [
  value, ...Object.values(value).flatMap(parts),
];

test.each(
  Object.entries(CASES),
)('of %s every object has the day of its chart, and another day restarts no pod and runs no job again', (_, build) => {
  const [one, later, none] = ['2026-12-31', '2027-01-31', undefined].map(expires => chartOf(build, expires).objects());
  for (const { metadata } of one) expect(metadata.labels[LABEL]).toBe('2026-12-31');
  for (const { metadata } of one.flatMap(parts).filter(({ spec }) => spec?.containers)) {
    expect(metadata.labels).not.toHaveProperty([LABEL]);
  }
  const rest = (objects: any[]) => JSON.stringify(objects).replaceAll(/,?"pinterest.com\/expires":"[^"]*"/g, '');
  expect(rest(later)).toEqual(rest(one));
  expect(rest(none)).toEqual(rest(one));
});

test('objects of one\'s own have it too', () => {
  const { objects } = chartOf(chart => { new ApiObject(chart, 'own', { apiVersion: 'v1', kind: 'ConfigMap' }); }, '2026-12-31');
  expect(objects()[0].metadata.labels).toEqual({ [LABEL]: '2026-12-31' });
});

test('a workload\'s own day goes before that of the chart, but for what the workloads of the chart share', () => {
  for (const day of ['2026-12-31', undefined]) {
    for (const { metadata } of chartOf(api('2026-11-30'), day).objects()) {
      expect(metadata.labels[LABEL]).toBe(metadata.name.startsWith('chart-proxy-') ? day : '2026-11-30');
    }
  }
});

test.each(['tomorrow', '2026-02-30', '2026-1-1', '2026-12-31T00:00:00Z'])('%s is no day', day => {
  const fix = `expires = "${day}": must be a day in the form YYYY-MM-DD. Write for example "2026-12-31".`;
  expect(complaints(() => chartOf(api(), day).app.synth())).toEqual([`[chart] ${fix}`]);
  expect(complaints(() => chartOf(api(day)).app.synth())).toEqual([`[chart/api] ${fix}`]);
});

test('that the day is over is warned of, if the build knows what day it is', () => {
  const warnings = (today?: string) => warningsOf(chartOf(api(), '2026-11-23', today).app.node.findAll()).map(lineOf);
  expect(warnings('2026-11-24')).toEqual([
    '[chart] expires = "2026-11-23": has passed (today is 2026-11-24), and a garbage collector may remove it. '
      + 'Remove it from the app too, or write a later day.',
  ]);
  expect(warnings('2026-11-23')).toEqual([]);
  expect(warnings()).toEqual([]);
});

import { ApiObject, Chart, Testing } from 'cdk8s';
import { PinterestApp, PinterestChart } from 'cdk8s-pinterest';
import * as fc from 'fast-check';
import { deployment, documentsIn, judged, object, service } from './documents';
import { AppDocuments } from '../../lib/references/app-documents';
import { freshFolder, OWNER } from '../synth';

const DOCUMENTS = ['service.full', 'stateful-set.full', 'job-set.full', 'cron-job.full', 'training-job.kubeflow']
  .flatMap(name => documentsIn(`${__dirname}/../golden/1.37/${name}.yaml`));

/** The ways to all values in a document. */
function waysIn(value: unknown, way: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([key, item]) => waysIn(item, [...way, key]))];
}

function replaced(document: any, way: string[], value: unknown): unknown {
  if (way.length === 0) return value;
  const copy = structuredClone(document);
  way.slice(0, -1).reduce((at, key) => at[key], copy)[way[way.length - 1]] = value;
  return copy;
}

test('whatever is in a document, nothing throws', () => {
  const construct = new ApiObject(Testing.chart(), 'it', { apiVersion: 'v1', kind: 'List' });
  const all = DOCUMENTS.flatMap((document, n) => waysIn(document).map(way => ({ n, way })));
  fc.assert(fc.property(fc.constantFrom(...all), fc.anything({ withNullPrototype: true }), ({ n, way }, value) => {
    const documents = new AppDocuments();
    DOCUMENTS.forEach((each, m) => documents.add('here', construct, m === n ? replaced(each, way, value) : each));
    documents.found(true);
  }), { numRuns: 300 });
});

test.each(['constructor', '__proto__', 'toString', ''])('a kind may be called %j', kind => {
  const documents = new AppDocuments();
  documents.add('here', undefined as never, undefined);
  expect(() => documents.add('here', new ApiObject(Testing.chart(), 'it', { apiVersion: 'v1', kind: 'Any' }), { kind, spec: {} }))
    .not.toThrow();
});

test('each cluster is by itself: charts of a plain app, too', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new ApiObject(new Chart(app, 'one'), 'it', deployment());
  new ApiObject(new Chart(app, 'two'), 'it', service('api', [{ port: 80, targetPort: 'htpp' }]));
  expect(app.plan().problems).toEqual([]);
});

test('charts of one cluster are judged together, and only if all of them are written', () => {
  const made = () => {
    const app = new PinterestApp({ outdir: freshFolder() });
    new ApiObject(new PinterestChart(app, 'one', { owner: OWNER }), 'it', deployment());
    new ApiObject(new PinterestChart(app, 'two', { owner: OWNER }), 'it', service('api', [{ port: 80, targetPort: 'htpp' }]));
    return app;
  };
  expect(made().plan().problems.map(({ path }) => path)).toEqual(['two/it']);
  expect(() => made().synthYaml()).toThrow('[two/it] spec.ports[0].targetPort = "htpp": ');
  process.env.CDK8S_PINTEREST_ONLY = 'two';
  try {
    expect(made().plan().problems).toEqual([]);
  } finally {
    delete process.env.CDK8S_PINTEREST_ONLY;
  }
});

test('what cannot be written may be what is missing, so that only its own problem is told', () => {
  const found = judged(service('api', [{ port: 80, targetPort: 'htpp' }]), deployment(), object('v1', 'ConfigMap', 'a', {
    data: { a: '\x7f' },
  }));
  expect(found).toEqual([expect.stringMatching(/^error ConfigMap data.a/)]);
});

test('all problems are told at once, those of constructs first', () => {
  const found = judged(
    deployment('api', {
      livenessProbe: { httpGet: { port: 'admin' } }, lifecycle: { preStop: { exec: { command: ['sleep', '60'] } } },
    }),
    service('api', [{ port: 80, targetPort: 'htpp' }]),
  );
  expect(found).toHaveLength(3);
});

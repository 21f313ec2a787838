import { Cron } from 'cdk8s';
import {
  Exposure, Permission, PinterestApp, PinterestChart, PinterestCronJob, PinterestJobSet, PinterestService, PinterestStatefulSet,
  PinterestTrainingJob, Port, Scaling, TrainingFramework,
} from 'cdk8s-pinterest';
import { ClusterStage, Platform } from 'cdk8s-pinterest/platform';
import { loadAll } from 'js-yaml';
import { warningsOf } from '../../lib/validation/warning';
import { BARE, Built, clusterOf, complaints, CONTAINER, freshFolder, MESH, OWNER } from '../synth';

const BATCH = { image: CONTAINER.image, command: ['migrate'] };
const WAVE = 'argocd.argoproj.io/sync-wave';
const CONFIG = { files: { 'app.yaml': 'x' }, env: { A: 'b' } };

const service = (chart: any, name: string, props: any = {}) => (
  new PinterestService(chart, name, { container: CONTAINER, ...props })
);
const job = (chart: any, name: string, props: any = {}) => new PinterestJobSet(chart, name, {
  container: BATCH, config: CONFIG, permissions: [Permission.inNamespace({ resources: ['pods'], verbs: ['get'] })], ...props,
});

/** The wave of each object, by what its name begins with. */
function wavesOf(built: Built<any>): Record<string, string[]> {
  const found: Record<string, Set<string>> = {};
  for (const { metadata } of built.all()) {
    const workload = metadata.labels['app.kubernetes.io/name'] ?? metadata.name.split('-')[0];
    (found[workload] ??= new Set()).add(metadata.annotations?.[WAVE] ?? '0');
  }
  return Object.fromEntries(Object.entries(found).map(([name, waves]) => [name, [...waves]]));
}

/** The objects that a synth writes, in their order. */
function written(built: Built<any>): any[] {
  return (loadAll(built.write().get('chart.k8s.yaml')!) as any[]);
}

test.each([['without identities', BARE], ['with identities', MESH]])(
  'on a cluster %s, a job, its account, configuration and policy come before what waits for it', (_, world) => {
    const built = new Built(chart => {
      const api = service(chart, 'api');
      service(chart, 'web');
      return job(chart, 'migrate', { runsBefore: [api] });
    }, world);
    expect(built.errors).toEqual([]);
    const objects = written(built);
    const mine = objects.filter(({ metadata }) => metadata.name.startsWith('migrate'));
    expect(mine.map(({ kind }) => kind)).toEqual(expect.arrayContaining([
      'ServiceAccount', 'ConfigMap', 'NetworkPolicy', 'Role', 'RoleBinding', 'Job',
    ]));
    for (const { metadata } of mine) expect(metadata.annotations[WAVE]).toBe('-1');
    // Within a wave Argo CD creates a Job after all of these; in the file it is the last one, too.
    expect(mine.at(-1).kind).toBe('Job');
    const others = objects.filter(({ metadata }) => /^(api|web)/.test(metadata.name));
    for (const { metadata } of others) expect(metadata.annotations?.[WAVE]).toBeUndefined();
    const first = objects.findIndex(({ metadata }) => metadata.name === 'api');
    expect(objects.indexOf(mine.at(-1))).toBeLessThan(first);
  },
);

test('a job that waits for a store comes between the store and the service', () => {
  const built = new Built(chart => {
    const api = service(chart, 'api');
    const store = new PinterestStatefulSet(chart, 'db', { container: CONTAINER });
    return job(chart, 'migrate', { runsBefore: [api], runsAfter: [store] });
  }, MESH);
  expect(built.errors).toEqual([]);
  // What the workloads of the chart share is there before the first of them.
  expect(wavesOf(built)).toEqual({ api: ['0'], db: ['-2'], migrate: ['-1'], chart: ['-3'] });
  const kinds = written(built).map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/-[0-9a-f]{8}$/, '')}`);
  expect(kinds.indexOf('StatefulSet db')).toBeLessThan(kinds.indexOf('Job migrate'));
  expect(kinds.indexOf('Job migrate')).toBeLessThan(kinds.indexOf('Deployment api'));
});

test('jobs follow one another, whatever the order in which they are made', () => {
  const built = new Built(chart => {
    const api = service(chart, 'api');
    const second = job(chart, 'second', { runsBefore: [api] });
    return job(chart, 'first', { runsBefore: [second, api] });
  }, BARE);
  expect(built.errors).toEqual([]);
  expect(wavesOf(built)).toEqual({ api: ['0'], second: ['-1'], first: ['-2'] });
});

test('the name of a job says nothing of what waits for it: an unchanged job does not run again', () => {
  const nameOf = (waits: boolean) => new Built(chart => {
    const api = service(chart, 'api');
    return job(chart, 'migrate', waits ? { runsBefore: [api] } : {});
  }, BARE).one('Job').metadata.name;
  expect(nameOf(true)).toBe(nameOf(false));
});

test('without either there is no wave', () => {
  expect(wavesOf(new Built(chart => job(chart, 'migrate'), BARE))).toEqual({ migrate: ['0'] });
});

test('two charts need not be in an order, but are not kept in one, either', () => {
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters: [clusterOf(BARE)] }) });
  const [one, two] = ['one', 'two'].map(id => new PinterestChart(app, id, { namespace: id, owner: OWNER }));
  const db = new PinterestStatefulSet(two, 'db', { container: CONTAINER });
  const printed = jest.spyOn(console, 'warn').mockImplementation();
  const migrate = job(one, 'migrate', { runsBefore: [service(two, 'api')], runsAfter: [db] });
  expect(complaints(() => app.synth())).toEqual([]);
  printed.mockRestore();
  const rule = 'is in another chart: a GitOps tool keeps this order only if it applies both charts at once. '
    + 'Put the two into one chart.';
  expect(warningsOf([migrate]).map(({ message }) => message)).toEqual([
    `runsBefore = "two/api": ${rule}`, `runsAfter = "two/db": ${rule}`,
  ]);
});

test('a Service that comes later, with the port of a sidecar, is there before the job, too', () => {
  const built = new Built(chart => {
    const cache = new PinterestService(chart, 'cache', { container: BATCH });
    job(chart, 'migrate', { runsAfter: [cache] });
    cache.pod.addSidecar('redis', { container: { image: CONTAINER.image }, ports: [Port.tcp(6379)] });
  }, BARE);
  expect(wavesOf(built)).toEqual({ cache: ['-1'], migrate: ['0'] });
  expect(built.one('Service').metadata.annotations[WAVE]).toBe('-1');
});

test.each<[string, (chart: any) => unknown, string[]]>([
  ['a circle', chart => {
    const api = service(chart, 'api');
    job(chart, 'migrate', { runsBefore: [api], runsAfter: [api] });
  }, ['[chart/migrate] runsBefore = "chart/api": must also come before it: neither could begin. Leave out one of the two.']],
  ['a circle of jobs', chart => {
    const a = job(chart, 'a');
    const b = job(chart, 'b', { runsBefore: [a] });
    job(chart, 'c', { runsBefore: [b], runsAfter: [a] });
  }, ['[chart/c] runsBefore = "chart/b": must also come before it: neither could begin. Leave out one of the two.']],
  ['a suspended job, which others wait for', chart => {
    job(chart, 'migrate', { runsBefore: [service(chart, 'api')], suspend: true });
  }, ['[chart/migrate] runsBefore = "chart/migrate": would wait for ever, and with it each later sync: it is suspended. '
    + 'Leave out one of the two.']],
  ['the same in the middle', chart => {
    const seed = job(chart, 'seed', { suspend: true });
    job(chart, 'migrate', { runsAfter: [seed] });
  }, ['[chart/migrate] runsAfter = "chart/seed": would wait for ever, and with it each later sync: it is suspended. '
    + 'Leave it out of runsAfter.']],
  ['a suspended training, which a job waits for', chart => {
    const training = new PinterestTrainingJob(chart, 'ranker', {
      container: BATCH, framework: TrainingFramework.pytorch({ nodes: 1 }), suspend: true,
    });
    job(chart, 'publish', { runsAfter: [training] });
  }, ['[chart/publish] runsAfter = "chart/ranker": would wait for ever, and with it each later sync: it is suspended. '
    + 'Leave it out of runsAfter.']],
  // Its claims would wait for its first run, too.
  ['a cron job, which a job waits for', chart => {
    job(chart, 'migrate', { runsAfter: [new PinterestCronJob(chart, 'report', { container: BATCH, schedule: Cron.daily() })] });
  }, ['[chart/migrate] runsAfter = "chart/report": would wait for ever, and with it each later sync: a cron job is never done. '
    + 'Leave it out of runsAfter.']],
  ['a name', chart => job(chart, 'migrate', { runsBefore: ['api'] }),
    ['[chart/migrate] runsBefore[0] = "api": must be a workload. Write for example the PinterestService itself.']],
])('%s is refused', (_, build, lines) => {
  expect(new Built(build, BARE).errors).toEqual(lines);
});

test('a suspended job that nothing waits for is nobody\'s concern, and a cron job may wait for a job', () => {
  expect(new Built(chart => {
    job(chart, 'report', { runsAfter: [service(chart, 'api')], suspend: true });
    const cron = new PinterestCronJob(chart, 'mail', { container: BATCH, schedule: Cron.daily() });
    job(chart, 'migrate', { runsBefore: [cron] });
  }, BARE).errors).toEqual([]);
});

test('no sync waits for the address of an Ingress or for the metrics of an autoscaler', () => {
  const built = new Built(chart => {
    const api = service(chart, 'api', {
      scaling: Scaling.between(2, 4).onCpu(60),
      exposure: Exposure.ingress({ host: 'a.example.com' }).plus(Exposure.httpRoute({ host: 'a.example.com' })),
    });
    return job(chart, 'seed', { runsAfter: [api] });
  }, MESH);
  expect(built.errors).toEqual([]);
  const waves = Object.fromEntries(built.all().filter(({ metadata: { name } }: any) => name === 'api')
    .map(({ kind, metadata }: any) => [kind, metadata.annotations[WAVE]]));
  expect(waves).toMatchObject({ Deployment: '-1', Service: '-1', NetworkPolicy: '-1' });
  expect([waves.Ingress, waves.HTTPRoute, waves.HorizontalPodAutoscaler]).toEqual([undefined, undefined, undefined]);
});

test('a workload of another cluster is refused', () => {
  const clusters = ['east', 'west'].map(name => clusterOf({ ...BARE, name }));
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters }) });
  const [east, west] = clusters.map(cluster => (
    new PinterestChart(new ClusterStage(app, cluster), 'chart', { namespace: 'shop', owner: OWNER })
  ));
  job(east, 'migrate', { runsBefore: [service(west, 'api')] });
  expect(complaints(() => app.synth())).toEqual(['[east/chart/migrate] runsBefore = "west/chart/api": is on the cluster west, '
    + 'and the job on east. Make a job for each cluster.']);
});

import { App, Cron, Duration, Size } from 'cdk8s';
import {
  FailurePolicy, PinterestApp, PinterestChart, PinterestCronJob, PinterestDaemon, PinterestJobSet,
  PinterestStatefulSet, PinterestTrainingJob, Shards, ShardStorage, TrainingBackend, TrainingFramework, VolumeClaim,
} from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { filesOf, freshFolder, IDENTITY, OWNER, VERSIONS } from '../synth';

type Build = (chart: PinterestChart, id: string) => void;

const IMAGE = { image: 'registry.example.com/app:1', command: ['run'] };
const CONTAINER = { ...IMAGE, portNumber: 8080 };
const VOLUME = { name: 'data', mountPath: '/data', size: Size.gibibytes(1) };

const shards = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map(n => Shards.count(n)),
  fc.array(fc.string(), { minLength: 1, maxLength: 4 }).map(values => Shards.of(...values)),
);
const config = fc.constantFrom(undefined, { files: { part: '{{shard}} of {{shards}}', all: 'x' } });
const storage = fc.constantFrom<ShardStorage[]>(
  [], [ShardStorage.ephemeral(VOLUME)], [ShardStorage.shared(VOLUME)], [ShardStorage.perShard(VOLUME)],
);
const failurePolicy = fc.constantFrom(undefined, FailurePolicy.giveUpOn(2), FailurePolicy.retryOn(3, 1));
const retries = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
const deadline = fc.option(fc.integer({ min: 1, max: 9999 }).map(n => Duration.seconds(n)), { nil: undefined });
const framework = fc.oneof(
  fc.record({ nodes: fc.integer({ min: 1, max: 4 }), processesPerNode: fc.integer({ min: 1, max: 4 }), elastic: fc.boolean() })
    .map(({ elastic, ...options }) => TrainingFramework.pytorch({ ...options, minNodes: elastic ? 1 : undefined })),
  fc.record({
    workers: fc.integer({ min: 1, max: 3 }), parameterServers: fc.integer({ min: 0, max: 2 }), evaluator: fc.boolean(),
  }).map(options => TrainingFramework.tensorflow(options)),
);

const workload: fc.Arbitrary<Build> = fc.oneof(
  fc.record({ shards, config, storage, failurePolicy, retries, deadline }).map(props => (chart: PinterestChart, id: string) => {
    new PinterestJobSet(chart, id, { container: IMAGE, ...props });
  }),
  fc.record({ config, failurePolicy, retries, deadline }).map(props => (chart: PinterestChart, id: string) => {
    new PinterestCronJob(chart, id, { container: IMAGE, schedule: Cron.daily(), ...props });
  }),
  fc.record({ framework, backend: fc.constantFrom(TrainingBackend.NATIVE, TrainingBackend.KUBEFLOW), retries, deadline })
    .map(props => (chart: PinterestChart, id: string) => {
      new PinterestTrainingJob(chart, id, { container: IMAGE, ...props });
    }),
  fc.record({ replicas: fc.integer({ min: 1, max: 7 }), storage: fc.constantFrom<VolumeClaim[]>([], [VOLUME]) }).map(props =>
    (chart: PinterestChart, id: string) => { new PinterestStatefulSet(chart, id, { container: CONTAINER, ...props }); }),
  fc.constant((chart: PinterestChart, id: string) => { new PinterestDaemon(chart, id, { container: CONTAINER }); }),
);

const fleet = fc.record({
  all: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{0,50}$/), workload, { minKeys: 1, maxKeys: 3 }),
  version: fc.constantFrom(...VERSIONS),
  identity: fc.constantFrom(undefined, IDENTITY),
});

/** The file that an app writes. */
function written(
  app: App, { all, version, identity }: { all: Record<string, Build>; version: string; identity?: typeof IDENTITY },
): string {
  new Platform({
    clusters: [new Cluster({ name: 'prod', environment: 'prod', version: KubernetesVersion.of(version), identity })],
  }).attach(app);
  const chart = new PinterestChart(app, 'chart', { namespace: 'platform', owner: OWNER });
  for (const [id, build] of Object.entries(all)) build(chart, id);
  app.synth();
  return filesOf(app.outdir).get('chart.k8s.yaml')!;
}

test('the same input gives the same bytes, whatever the kind', () => {
  fc.assert(fc.property(fleet, each => {
    expect(written(new PinterestApp({ outdir: freshFolder() }), each))
      .toBe(written(new PinterestApp({ outdir: freshFolder() }), each));
  }), { numRuns: 40 });
});

test('PinterestApp and a plain App write the same documents, whatever the kind', () => {
  fc.assert(fc.property(fleet, each => {
    const [ours, plain] = [new PinterestApp({ outdir: freshFolder() }), new App({ outdir: freshFolder() })]
      .map(app => loadAll(written(app, each)));
    expect(plain).toEqual(ours);
  }), { numRuns: 40 });
});

test('names are unique and fit: objects, pods of Jobs, hosts', () => {
  fc.assert(fc.property(fleet, each => {
    const documents = loadAll(written(new PinterestApp({ outdir: freshFolder() }), each)) as any[];
    const names = documents.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { kind, metadata: { name }, spec } of documents) {
      const longest = kind === 'Job'
        ? `${name}-${(spec.completions ?? 1) - 1}`
        : kind === 'StatefulSet' ? `${name}-0123456789` : name;
      if (!kind.startsWith('ClusterRole')) expect(longest.length).toBeLessThanOrEqual(63);
    }
  }), { numRuns: 40 });
});

test('nothing that the API server drops is written: no null, no empty list, no name that is not yet known', () => {
  fc.assert(fc.property(fleet, each => {
    const text = written(new PinterestApp({ outdir: freshFolder() }), each);
    expect(text).not.toMatch(/[\uE000-\uF8FF]/);
    const walk = (value: any, at: string): void => {
      expect(value ?? at).not.toBe(at);
      if (Array.isArray(value)) expect([at, value.length]).not.toEqual([at, 0]);
      if (typeof value === 'object') Object.entries(value).forEach(([key, child]) => walk(child, `${at}/${key}`));
    };
    loadAll(text).forEach(document => walk(document, ''));
  }), { numRuns: 40 });
});

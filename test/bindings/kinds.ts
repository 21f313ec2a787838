import { Cron, Duration, Size } from 'cdk8s';
import {
  Accelerator, FailurePolicy, Gang, HostAccess, PinterestApp, PinterestChart, PinterestCronJob, PinterestDaemon,
  PinterestJobSet, PinterestStatefulSet, PinterestTrainingJob, Shards, ShardStorage, Toleration, TrainingFramework,
} from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';

const platform = new Platform({
  clusters: [new Cluster({ name: 'prod', environment: 'prod', version: KubernetesVersion.of('1.31') })],
});
const app = new PinterestApp({ platform });
const chart = new PinterestChart(app, 'kinds', {
  namespace: 'platform', owner: { team: 'boards', contact: 'boards@example.com' },
});
const container = { image: 'registry.example.com/app:1.0.0', portNumber: 8080 };
const volume = { name: 'data', mountPath: '/data', size: Size.gibibytes(10) };

const jobSet = new PinterestJobSet(chart, 'job-set', {
  container: { image: 'registry.example.com/work:1.0.0' },
  shards: Shards.range({ start: 0, end: 25, size: 10 }),
  config: { files: { part: '{{start}} {{end}}' } },
  storage: [ShardStorage.shared(volume)],
  failurePolicy: FailurePolicy.giveUpOn(64, 65),
  successPercent: 90,
});
jobSet.pod.addLabel('tier', 'batch');

new PinterestCronJob(chart, 'cron-job', {
  container: { image: 'registry.example.com/work:1.0.0' }, schedule: Cron.daily(), deadline: Duration.hours(1),
});

new PinterestDaemon(chart, 'daemon', {
  container,
  host: [HostAccess.path({ path: '/var/log', reason: 'reads logs' })],
  tolerations: [Toleration.everything()],
  permissions: [{ resources: ['pods'], verbs: ['list'] }],
});

new PinterestStatefulSet(chart, 'stateful-set', { container, replicas: 5, storage: [volume] });

new PinterestTrainingJob(chart, 'training-job', {
  container: { image: 'registry.example.com/train:1.0.0', command: ['torchrun', 'train.py'] },
  framework: TrainingFramework.pytorch({ nodes: 4, processesPerNode: 2, minNodes: 2 }),
  accelerator: Accelerator.nvidia(2),
  checkpoint: volume,
  gang: Gang.kueue('research'),
});

app.synth();

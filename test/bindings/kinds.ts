import { Cron, Duration, Size } from 'cdk8s';
import {
  Accelerator, Call, Egress, EgressPeer, FailurePolicy, Gang, HealthCheck, HostAccess, Permission, PinterestApp, PinterestChart,
  PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestStatefulSet, PinterestTrainingJob, Placement, PodMatch, Port,
  PortAccess, PortProxy, Scaling, ScratchFolder, Shards, ShardStorage, Toleration, TrainingFramework,
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
  calls: [Call.http('pages', { namespace: 'cms', elsewhere: true })],
});

new PinterestDaemon(chart, 'daemon', {
  container,
  host: [HostAccess.path({ path: '/var/log', reason: 'reads logs' })],
  tolerations: [Toleration.everything()],
  permissions: [{ resources: ['pods'], verbs: ['list'] }],
});

new PinterestStatefulSet(chart, 'stateful-set', { container, replicas: 5, storage: [volume] });

const ring = new PinterestStatefulSet(chart, 'ring', {
  container: { image: 'registry.example.com/ring:1.0.0' },
  ports: [
    Port.grpc(9090, { access: PortAccess.CALLERS.plus(PortAccess.ranges('10.0.0.0/16')), servicePort: 90 }),
    Port.udp(7946, { name: 'gossip', access: PortAccess.PEERS, proxy: PortProxy.none('keys of its own') }),
  ],
  health: { readiness: HealthCheck.grpc({ service: 'ring' }) },
  permissions: [Permission.inNamespace({ resources: ['pods'], verbs: ['get'] })],
  placement: Placement.nodes({ disk: 'ssd' }).apartFrom(PodMatch.SELF, { preferred: 50 }),
  scaling: Scaling.between(3, 9).onCpu(60).behaving({ scaleDown: { stabilization: Duration.minutes(10) } }),
  scratch: [ScratchFolder.disk('/tmp', { limit: Size.gibibytes(1) })],
  security: { user: 1000 },
  network: { egress: Egress.only(EgressPeer.ranges(['203.0.113.0/24'], { ports: [443] })) },
});
ring.pod.addSidecar('exporter', {
  container: { image: 'registry.example.com/exporter:1.0.0' }, ports: [Port.metrics(9187)], keepImageUser: true,
});

new PinterestTrainingJob(chart, 'training-job', {
  container: { image: 'registry.example.com/train:1.0.0', command: ['torchrun', 'train.py'] },
  framework: TrainingFramework.pytorch({ nodes: 4, processesPerNode: 2, minNodes: 2 }),
  accelerator: Accelerator.nvidia(2),
  checkpoint: volume,
  gang: Gang.kueue('research'),
});

app.synth();

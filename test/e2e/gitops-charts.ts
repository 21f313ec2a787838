import { ApiObject, Cron, Duration, Size } from 'cdk8s';
import {
  PinterestApp, PinterestChart, PinterestCronJob, PinterestJobSet, PinterestService, PinterestStatefulSet, Scaling, ScalingChoice,
  ShardStorage,
} from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform, PlatformNamespaces } from 'cdk8s-pinterest/platform';
import { Cpu } from 'cdk8s-plus-27';
import { serverVersion } from './kubectl';

/* What the team of gitops.test.ts has in its repository: charts of small workloads, each with configuration. */

export const CLUSTER = 'gitops';
export const NAMESPACE = 'gitops';
/** Of the charts with jobs. */
export const JOBS = 'gitops-jobs';

/** A state of the repository. What is not said is as at the beginning. */
export interface State {
  /** What the configuration of all workloads says. */
  readonly word?: string;
  /** What that of the service beside a finished job says. */
  readonly beside?: string;
  /** Whether the finished job is still in the code. */
  readonly finished?: boolean;
  /** Whether an autoscaler sets the number of the service `scaled`. */
  readonly autoscaled?: boolean;
  /** Whether there is a chart of a kind that the cluster does not know. */
  readonly unknown?: boolean;
}

/** Charts with a service, and a job or claim that is as their names say. */
export const OBSTACLES = ['running', 'unbound', 'failed'] as const;
export const CHARTS = ['namespaces', ...OBSTACLES, 'store', 'cron', 'finished', 'scaled'];

const IDLE = {
  image: 'docker.io/library/busybox:1.36',
  // A job whose program is ended has failed.
  command: ['sh', '-c', 'trap "exit 1" TERM; while :; do sleep 1 & wait $!; done'],
  securityContext: { user: 10002 },
  resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(8) } },
};
const STOPPED = { drain: Duration.seconds(1), stop: Duration.seconds(5) };
const ENDS = (command: string) => ({ ...IDLE, command: ['sh', '-c', command] });
const YEARLY = Cron.schedule({ minute: '0', hour: '0', day: '29', month: '2' });

const saying = (word: string) => ({ config: { files: { 'app.yaml': `word: ${word}\n` } } });

/** The program. */
export function program({ word = 'first', beside = word, finished = true, autoscaled, unknown }: State = {}): PinterestApp {
  const cluster = new Cluster({ name: CLUSTER, environment: 'test', version: KubernetesVersion.of(serverVersion()) });
  const app = new PinterestApp({ platform: new Platform({ clusters: [cluster] }) });
  const stage = new ClusterStage(app, cluster);
  const owner = { team: 'boards', contact: 'boards@example.com' };
  const chart = (id: string, namespace = NAMESPACE) => new PinterestChart(stage, id, { namespace, owner });
  const service = (of: PinterestChart, text = word, scaling = Scaling.fixed(1)) => (
    new PinterestService(of, `${of.node.id}-service`, { container: IDLE, scaling, ...STOPPED, ...saying(text) })
  );

  new PlatformNamespaces(new PinterestChart(stage, 'namespaces', { owner }), 'all');

  const running = chart('running', JOBS);
  service(running);
  new PinterestJobSet(running, 'hours', { container: ENDS('sleep 3600'), stop: Duration.seconds(1), ...saying('for hours') });

  const unbound = chart('unbound', JOBS);
  service(unbound);
  new PinterestCronJob(unbound, 'yearly', {
    container: IDLE,
    schedule: YEARLY,
    storage: [ShardStorage.shared({
      name: 'data', mountPath: '/data', size: Size.mebibytes(10), storageClass: process.env.STORAGE_CLASS ?? 'local',
    })],
    ...saying(word),
  });

  const failed = chart('failed', JOBS);
  service(failed);
  new PinterestJobSet(failed, 'broken', { container: ENDS('exit 1'), retries: 0, ...saying('broken') });

  new PinterestStatefulSet(chart('store'), 'store', {
    container: IDLE, replicas: 2, updateFrom: 1, ...STOPPED, ...saying(word),
  });

  new PinterestCronJob(chart('cron', JOBS), 'report', {
    container: IDLE, schedule: YEARLY, stop: Duration.seconds(1), ...saying(word),
  });

  const done = chart('finished', JOBS);
  service(done, beside);
  if (finished) new PinterestJobSet(done, 'once', { container: ENDS('cat /etc/app/app.yaml'), ...saying('once') });

  service(chart('scaled'), word, autoscaled
    ? Scaling.between(3, 5).onCpu(80).behaving({ scaleDown: { choice: ScalingChoice.NONE } })
    : Scaling.fixed(4));

  if (unknown) {
    const alien = chart('unknown');
    service(alien);
    new ApiObject(alien, 'widget', { apiVersion: 'widgets.example.com/v1', kind: 'Widget', metadata: { name: 'widget' } });
  }
  return app;
}

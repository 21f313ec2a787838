import { hasEnded, isReady } from './containers';
import { isRolledOut, newestReplicaSet } from './revision';
import { isUnseen } from './rules/rollout';
import { Workload } from './workload';
import { count } from '../output/plain';

/** How a workload is, from the worst to the best. */
export enum Health {
  /** A person has to do something, and none of its pods works. */
  FAILED = 'failed',
  /** The cluster has nothing of it. */
  MISSING = 'missing',
  /** A person has to do something, and some of its pods work. */
  DEGRADED = 'degraded',
  /** It could not be looked at. */
  UNKNOWN = 'unknown',
  /** It is on its way. */
  PROGRESSING = 'progressing',
  /** A job that works. */
  RUNNING = 'running',
  /** It is not meant to have pods now. */
  IDLE = 'idle',
  /** All pods of the wanted revision are ready. */
  READY = 'ready',
  /** A job that has done its work. */
  COMPLETE = 'complete',
}

/** What its controllers say: of this generation and revision, not of an old one. */
export interface Progress {
  readonly health: Health;
  /** `2 of 3 pods ready`. */
  readonly summary: string;
  /** Whether pods of any revision serve. */
  readonly serves: boolean;
  /** Since when it is so, where that is known. */
  readonly since?: string;
}

/** Without what the rules find. Undefined if the cluster has nothing of it. */
export function progressOf(workload: Workload): Progress | undefined {
  const { deployments, statefulSets, daemonSets, cronJobs, jobs, pods, formerPods } = workload;
  const serves = [...pods, ...formerPods].some(isReady);
  const parts = [
    ...deployments.map(deployment => {
      const { status, spec } = deployment;
      const newest = newestReplicaSet(deployment, workload.replicaSets)?.status;
      const ready = isUnseen(deployment) ? 0 : (newest?.readyReplicas ?? 0);
      const whole = !isUnseen(deployment) && isRolledOut(deployment);
      const since = status?.conditions?.find(({ type }) => type === 'Progressing')?.lastUpdateTime as string | undefined;
      return { ready, wanted: spec?.replicas ?? 1, whole, former: formerPods.filter(isReady).length, since };
    }),
    ...statefulSets.map(set => {
      const { status, spec } = set;
      const current = !isUnseen(set) && status?.updateRevision === status?.currentRevision;
      const partition = spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
      const ready = isUnseen(set) ? 0 : pods.filter(isReady).length + (partition > 0 ? formerPods.filter(isReady).length : 0);
      return {
        ready,
        wanted: spec?.replicas ?? 1,
        whole: current || partition > 0,
        former: formerPods.filter(isReady).length,
        since: undefined,
      };
    }),
    ...daemonSets.map(set => {
      const { status } = set;
      const wanted = status?.desiredNumberScheduled ?? 0;
      const ready = isUnseen(set) ? 0 : Math.min(status?.numberReady ?? 0, status?.updatedNumberScheduled ?? 0);
      return {
        ready,
        wanted,
        whole: !isUnseen(set) && (status?.updatedNumberScheduled ?? 0) >= wanted,
        former: formerPods.filter(isReady).length,
        since: undefined,
      };
    }),
  ];
  if (parts.length > 0) {
    const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
    const [ready, wanted, former] = [sum(part => part.ready), sum(part => part.wanted), sum(part => part.former)];
    if (wanted === 0 && daemonSets.length === 0) return { health: Health.IDLE, summary: 'scaled to zero', serves };
    if (wanted === 0 && daemonSets.every(set => !isUnseen(set))) {
      return { health: Health.IDLE, summary: 'no node is meant for it', serves };
    }
    const controllers = [...deployments, ...statefulSets, ...daemonSets];
    const isGoing = controllers.some(({ metadata }) => metadata.deletionTimestamp !== undefined);
    const whole = parts.every(part => part.whole) && ready >= wanted && !isGoing;
    const summary = `${ready} of ${count(wanted, 'pod')} `
      + `ready${isGoing ? ', and it is being deleted' : former > 0 && !whole ? `, and ${former} of the former revision` : ''}`
      + otherThanIntended(workload);
    return { health: whole ? Health.READY : Health.PROGRESSING, summary, serves, since: parts[0].since };
  }
  if (cronJobs.length > 0) return cronProgress(workload, serves);
  if (jobs.length > 0) return jobProgress(workload, serves);
  return pods.length > 0 ? podProgress(workload, serves) : undefined;
}

/** A number that somebody has changed by hand, or that the app has, and nobody has applied. An autoscaler's is none. */
function otherThanIntended({ deployments, statefulSets, intended }: Workload): string {
  const told = [...deployments, ...statefulSets].flatMap(({ kind, metadata, spec }) => {
    const pods = intended?.pods[`${kind}/${metadata.name}`];
    return pods === undefined || pods.autoscaled || pods.number === (spec?.replicas ?? 1) ? [] : [pods.number];
  });
  return told.length === 0 ? '' : `; the app wants ${told.join(' and ')}`;
}

function jobProgress({ jobs }: Workload, serves: boolean): Progress {
  const has = (type: string) => (job: (typeof jobs)[number]) =>
    job.status?.conditions?.some(condition => condition.type === type && condition.status === 'True') === true;
  const wanted = jobs.reduce((sum, { spec }) => sum + (spec?.completions ?? 1), 0);
  const done = jobs.reduce((sum, { status }) => sum + (status?.succeeded ?? 0), 0);
  const shards = wanted === 1 ? '' : `: ${done} of ${wanted} pods have succeeded`;
  if (jobs.some(has('Failed'))) return { health: Health.FAILED, summary: `failed${shards}`, serves };
  if (jobs.every(has('Complete'))) return { health: Health.COMPLETE, summary: `complete${shards}`, serves };
  if (jobs.every(has('Suspended'))) return { health: Health.IDLE, summary: 'suspended', serves };
  const active = jobs.reduce((sum, { status }) => sum + (status?.active ?? 0), 0);
  // Pods that wait for a node are active, too.
  const running = jobs.reduce((sum, { status }) => sum + (status?.ready ?? status?.active ?? 0), 0);
  const told = running < active ? `, ${running} of ${active} run` : active > 1 ? `, ${active} run` : '';
  const hasBegun = running > 0 || done > 0;
  return {
    health: hasBegun ? Health.RUNNING : Health.PROGRESSING,
    summary: `${hasBegun ? 'running' : 'starting'}${shards}${told}`,
    serves,
  };
}

function cronProgress(workload: Workload, serves: boolean): Progress {
  const [{ spec, status }] = workload.cronJobs;
  if (workload.jobs.length === 0) {
    return {
      health: spec?.suspend ? Health.IDLE : Health.READY,
      summary: spec?.suspend ? 'suspended' : `no run yet, by the schedule ${spec?.schedule}`,
      serves,
    };
  }
  const { health, summary } = jobProgress(workload, serves);
  if (spec?.suspend && health === Health.COMPLETE) {
    return {
      health: Health.IDLE,
      summary: 'suspended, the last run is '
    + 'complete',
      serves,
    };
  }
  const last = status?.lastScheduleTime as string | undefined;
  return { health, summary: `last run ${summary}${last === undefined ? '' : `, of ${last}`}`, serves, since: last };
}

/** Of what other controllers make, such as a training operator. */
function podProgress({ pods }: Workload, serves: boolean): Progress {
  const succeeded = pods.filter(({ status }) => status?.phase === 'Succeeded').length;
  const ready = pods.filter(isReady).length;
  if (succeeded === pods.length) {
    return {
      health: Health.COMPLETE,
      summary: `${succeeded} of ${count(pods.length, 'pod')} `
    + 'have succeeded',
      serves,
    };
  }
  const live = pods.filter(pod => !hasEnded(pod));
  if (live.length === 0) {
    return {
      health: Health.FAILED,
      summary: `${pods.length - succeeded} of `
    + `${count(pods.length, 'pod')} have failed`,
      serves,
    };
  }
  return {
    health: ready === live.length ? Health.RUNNING : Health.PROGRESSING,
    summary: `${ready} of ${count(live.length, 'pod')} ready`,
    serves,
  };
}

import { combined, Finding, Urgency, APPLICATION, CLUSTER, platform } from './finding';
import { Health, Progress, progressOf } from './health';
import { PATIENCE } from './patience';
import { RULES } from './rules';
import { rolloutFindings } from './rules/rollout';
import { READINGS, ReadingName } from './snapshot/readings';
import { Snapshot, Unread } from './snapshot/snapshot';
import { Surroundings } from './surroundings';
import { secondsSince } from './time';
import { keyOf, Workload } from './workload';
import { RUNTIME_LABEL } from '../cluster/labels';

/** How a workload is, and why. */
export interface WorkloadStatus {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly team?: string;
  readonly contact?: string;
  readonly health: Health;
  readonly summary: string;
  /** What needs a person first. */
  readonly findings: readonly Finding[];
}

/** Judges each workload. The worst are first within their team. */
export function evaluate(
  workloads: readonly Workload[],
  { failures }: Pick<Snapshot, 'failures'>,
  around: Surroundings,
): WorkloadStatus[] {
  return workloads.map(workload => statusOf(workload, failures, around)).sort(byOwnerThenWorst);
}

function statusOf(workload: Workload, failures: readonly Unread[], around: Surroundings): WorkloadStatus {
  const { namespace, name, kind, team, contact } = workload;
  const common = { namespace, name, kind, team, contact };
  const unread = failures.filter(each => each.namespace === undefined || each.namespace === namespace);
  const progress = progressOf(workload);
  const decisive = unread.filter(({ what }) => DECISIVE[kind]?.includes(what) ?? what === 'pods');
  if (decisive.length > 0) {
    return { ...common, health: Health.UNKNOWN, summary: 'not known', findings: decisive.map(unknown) };
  }
  if (progress === undefined) return { ...common, ...missing(workload) };
  const found = withoutRepeats(combined(RULES.flatMap(rule => rule(workload, around)))).map(each => ofPlatform(workload, each));
  const findings = found.some(isForPerson) ? found : [...found, ...rolloutFindings(workload, around)];
  const stays = findings.some(isForPerson)
    ? findings
    : [...findings, ...unexplained(workload, progress, findings, unread, around)];
  return { ...common, health: healthOf(progress, stays), summary: progress.summary, findings: stays };
}

/** What has to be read of a kind to say anything. */
const DECISIVE: Readonly<Record<string, readonly ReadingName[]>> = {
  PinterestService: ['deployments', 'pods'],
  PinterestStatefulSet: ['statefulSets', 'pods'],
  PinterestDaemon: ['daemonSets', 'pods'],
  PinterestJobSet: ['jobs'],
  PinterestCronJob: ['cronJobs'],
  PinterestTrainingJob: ['jobs', 'pods'],
};

const isForPerson = ({ urgency }: Finding): boolean => urgency === Urgency.PERSON;

/** The application of a daemon of the runtime is the platform's. */
function ofPlatform({ name, daemonSets }: Workload, finding: Finding): Finding {
  const isDaemon = daemonSets.some(({ metadata }) => metadata.labels?.[RUNTIME_LABEL] !== undefined);
  return isDaemon && finding.whose.part === 'application' ? { ...finding, whose: platform(name) } : finding;
}


/** Of a container that has a cause of its own, it is not told again that it is not ready, or waits. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const isCause = (each: Finding) => isForPerson(each) && !SYMPTOMS.has(each.cause);
  const told = new Set(findings.filter(isCause).map(({ container }) => container));
  return findings.filter(each => isCause(each) || each.container === undefined || !told.has(each.container));
}

const SYMPTOMS: ReadonlySet<string> = new Set(['readiness', 'not-ready']);

function healthOf({ health, serves }: Progress, findings: readonly Finding[]): Health {
  if (!findings.some(isForPerson) || health === Health.FAILED) return health;
  return serves || health === Health.RUNNING || health === Health.COMPLETE ? Health.DEGRADED : Health.FAILED;
}

function missing({ namespace, name, kind }: Workload): Pick<WorkloadStatus, 'health' | 'summary' | 'findings'> {
  return {
    health: Health.MISSING,
    summary: 'not in the cluster',
    findings: [
      {
        cause: 'not-applied',
        urgency: Urgency.PERSON,
        whose: APPLICATION,
        what: `The cluster has no ${kind} ${name} in the namespace ${namespace}.`,
        step: 'Apply the manifests, or look why the GitOps tool has not: it may have been refused. Is it the right --context?',
      },
    ],
  };
}

function unknown({ what, failure }: Unread): Finding {
  return {
    cause: 'not-read',
    urgency: Urgency.UNKNOWN,
    whose: CLUSTER,
    what: `The ${READINGS[what].called} could not be read: ${failure.message}.`,
    step: failure.reason === 'forbidden' ? 'Ask for the permission to list them.' : 'Try again.',
  };
}

/** It is not ready, and no rule says why. */
function unexplained(
  { namespace, name }: Workload,
  { health, since }: Progress,
  findings: readonly Finding[],
  unread: readonly Unread[],
  { now }: Surroundings,
): Finding[] {
  if (health !== Health.PROGRESSING) return [];
  const hidden = unread.filter(({ what }) => what !== 'metrics' && what !== 'scalings');
  if (hidden.length > 0) return hidden.map(unknown);
  if (findings.length > 0 || since === undefined || secondsSince(since, now) < PATIENCE.start * 2) return [];
  return [
    {
      cause: 'not-ready',
      urgency: Urgency.PERSON,
      since,
      whose: APPLICATION,
      what: 'Its pods are not ready, and nothing says why.',
      step: `kubectl describe pods -n ${namespace} -l app.kubernetes.io/name=${name}`,
    },
  ];
}

const ORDER = Object.values(Health);

function byOwnerThenWorst(one: WorkloadStatus, other: WorkloadStatus): number {
  return ORDER.indexOf(one.health) - ORDER.indexOf(other.health) || keyOf(one).localeCompare(keyOf(other));
}

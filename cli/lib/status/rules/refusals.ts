import { Rule } from './rule';
import { APPLICATION, CLUSTER, Finding, platform } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { newestReplicaSet } from '../revision';
import { shellWord } from '../shell-word';
import { secondsSince } from '../time';
import { Workload } from '../workload';
import { eventTime } from '../workloads-of';

type Judgement = Pick<Finding, 'cause' | 'what' | 'whose' | 'step'>;

/** Seconds after which an event of a controller that goes on trying is of former times. */
const STALE = 1800;

/** Pods that the API server does not take: no pod shows it, but the events of what makes them. */
export const refusalFindings: Rule = (workload, { now }) => {
  const lacking = makersThatLack(workload);
  return lacking.flatMap(({ uid, since, said }): Finding[] => {
    const event = workload.events.find(({ reason, involvedObject }) => reason === 'FailedCreate' && involvedObject?.uid === uid);
    const fresh = event !== undefined && secondsSince(eventTime(event), now) < STALE;
    const message = fresh ? event.message : said;
    if (message === undefined) return [];
    const begun = (fresh ? (event.firstTimestamp ?? event.eventTime) : undefined) ?? since;
    return [{ since: begun, urgency: urgencyAfter(secondsSince(begun, now), PATIENCE.applied), ...refusal(message, workload) }];
  });
};

interface Lacking {
  readonly uid?: string;
  readonly since?: string;
  /** What its conditions say. */
  readonly said?: string;
}

/** What makes pods and has fewer than it wants. */
function makersThatLack({ deployments, replicaSets, statefulSets, daemonSets, jobs }: Workload): Lacking[] {
  return [
    ...deployments.flatMap(deployment => {
      const set = newestReplicaSet(deployment, replicaSets);
      if (set === undefined || (set.status?.replicas ?? 0) >= (set.spec?.replicas ?? 0)) return [];
      const failure = deployment.status?.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
      return [{ uid: set.metadata.uid, since: failure?.lastTransitionTime as string | undefined, said: failure?.message }];
    }),
    ...statefulSets.filter(({ spec, status }) => (status?.replicas ?? 0) < (spec?.replicas ?? 1)).map(lacking),
    ...daemonSets
      .filter(({ status }) => (status?.currentNumberScheduled ?? 0) < (status?.desiredNumberScheduled ?? 0))
      .map(lacking),
    ...jobs
      .filter(
        ({ spec, status }) =>
          status?.completionTime === undefined
          && spec?.suspend !== true
          && (status?.active ?? 0) === 0
          && (status?.succeeded ?? 0) < (spec?.completions ?? 1),
      )
      .map(lacking),
  ];
}

const lacking = ({ metadata }: { readonly metadata: { readonly uid?: string } }): Lacking => ({ uid: metadata.uid });

function refusal(said: string, { namespace }: Workload): Judgement {
  const message = said.replace(/\s+/g, ' ');
  const [, quota, rest] = /exceeded quota: ([^,]+), (.*)$/.exec(message) ?? [];
  if (quota !== undefined) {
    return {
      cause: 'quota',
      whose: CLUSTER,
      what: `The quota ${quota} of the namespace ${namespace} is full: ${rest}.`,
      step: `kubectl describe quota ${shellWord(quota)} -n ${namespace}; lower requests or pods there, or have the quota raised.`,
    };
  }
  const [, must] = /failed quota: \S+ must specify (.*)$/.exec(message) ?? [];
  if (must !== undefined) {
    return {
      cause: 'quota',
      whose: APPLICATION,
      what: `The quota of the namespace wants each container to say its ${must}.`,
      step: 'Write it in container.resources.',
    };
  }
  const [, standard, violations] = /violates PodSecurity "([^"]+)": (.*)$/.exec(message) ?? [];
  if (standard !== undefined) {
    return {
      cause: 'pod-security',
      whose: APPLICATION,
      what: `The namespace takes no such pod, by its Pod Security standard ${standard}: ${violations}.`,
      step: 'Take out the patch or property that makes it so; a daemon that needs it has HostAccess, in a namespace that '
        + 'allows it.',
    };
  }
  const [, hook, why] = /admission webhook "([^"]+)" denied the request: ?(.*)$/.exec(message) ?? [];
  if (hook !== undefined) {
    return {
      cause: 'webhook-refuses',
      whose: APPLICATION,
      what: `The admission webhook ${hook} refuses the pods: ${why || 'it gives no reason'}`,
      step: 'Do as it says, or ask those who run it.',
    };
  }
  const [, absent, error] = /failed calling webhook "([^"]+)": (.*)$/.exec(message) ?? [];
  if (absent !== undefined) {
    return {
      cause: 'webhook-away',
      whose: CLUSTER,
      what: `The admission webhook ${absent} does not answer, so no pod is let in: ${error.split(': ').slice(-2).join(': ')}.`,
      step: 'Ask those who run that webhook: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations',
    };
  }
  const [, policy, denied] = /ValidatingAdmissionPolicy '([^']+)' with binding '[^']+' denied request: (.*)$/.exec(message) ?? [];
  if (policy !== undefined) {
    const own = policy.startsWith('pod-claims.');
    return {
      cause: 'policy-refuses',
      whose: own ? platform('admission policy') : APPLICATION,
      what: `The admission policy ${policy} refuses the pods: ${denied}`,
      step: own
        ? 'docs/discovery.md: have the infrastructure team list the path, or correct the labels of the namespace.'
        : 'Do as it says, or ask those who wrote it.',
    };
  }
  const [, account] = /serviceaccount "([^"]+)" not found/i.exec(message) ?? [];
  if (account !== undefined) {
    return {
      cause: 'account-missing',
      whose: APPLICATION,
      what: `There is no service account ${account}.`,
      step: 'Apply the whole chart: the account is part of it.',
    };
  }
  if (/because it is being terminated$/.test(message)) {
    return {
      cause: 'namespace-ending',
      whose: CLUSTER,
      what: `The namespace ${namespace} is being deleted, and takes no new pods.`,
      step: `kubectl get namespace ${namespace} -o yaml: its conditions say what keeps it; somebody has deleted it.`,
    };
  }
  const [, limits] = /is forbidden: \[?((?:minimum|maximum) .*)$/.exec(message) ?? [];
  if (limits !== undefined) {
    return {
      cause: 'limit-range',
      whose: APPLICATION,
      what: `The namespace's LimitRange does not take the pods: ${limits}`,
      step: `kubectl describe limitrange -n ${namespace}; correct container.resources.`,
    };
  }
  return {
    cause: 'pods-refused',
    whose: APPLICATION,
    what: `The API server refuses the pods: ${message}`,
    step: 'Correct what it names.',
  };
}

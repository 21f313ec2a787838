import { componentFailure } from './component-failures';
import { lastWords, startWords } from './last-words';
import { Rule } from './rule';
import { componentOf, conditionOf, Container, containersOf, isEnding, whoseContainer } from '../containers';
import { Finding, Urgency } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { Pod } from '../snapshot/objects';
import { secondsSince } from '../time';
import { Workload } from '../workload';

/** Starts after which a crash is no accident. */
const OFTEN = 2;
/** Seconds for which a container that ended, and runs again, is spoken of. */
const RECENT = 900;

/** Containers that end, and are started again. */
export const crashFindings: Rule = (workload, { now }) =>
  workload.pods
    .filter(pod => !isEnding(pod))
    .flatMap(pod => containersOf(pod).flatMap(container => crash(workload, container, now)));

function crash(workload: Workload, container: Container, now: number): Finding[] {
  const { name, pod, status, spec } = container;
  const ended = endOf(container);
  if (ended === undefined) return [];
  // A pod that is not started again is its job's affair.
  if (status.state?.terminated !== undefined && (pod.spec?.restartPolicy === 'Never' || pod.status?.phase === 'Failed')) {
    return [];
  }
  if (status.state?.running !== undefined && secondsSince(ended.finishedAt as string | undefined, now) > RECENT) return [];
  const restarts = status.restartCount;
  const common = {
    pods: [pod.metadata.name],
    container: name,
    whose: whoseContainer(name),
    since: unreadySince(pod) ?? (ended.finishedAt as string | undefined),
    logged: status.state?.terminated === undefined ? ('previous' as const) : ('current' as const),
  };
  const step =
    `pinterest logs ${workload.namespace}/${workload.name} --container ${name}`
    + `${status.state?.terminated === undefined ? ' --previous' : ''}`;
  if (ended.reason === 'OOMKilled') {
    const limit = spec?.resources?.limits?.memory;
    return [
      {
        ...common,
        cause: 'out-of-memory',
        urgency: Urgency.PERSON,
        what: `The container ${name} was killed since it needs more memory than its `
          + `limit${limit === undefined ? '' : ` of ${limit}`}.`,
        step:
          name === 'app'
            ? 'Raise container.resources.memory.limit, or have the application use less.'
            : `Raise the memory limit of the container ${name}.`,
      },
    ];
  }
  if (ended.reason === 'StartError' || ended.reason === 'ContainerCannotRun') {
    return [
      {
        ...common,
        cause: 'command-missing',
        urgency: Urgency.PERSON,
        logged: undefined,
        what: `The container ${name} cannot be started: ${short(ended.message)}`,
        step: 'Correct container.command: the image must have that program.',
        ...startWords(name, ended.message ?? ''),
      },
    ];
  }
  const killed = workload.events.find(
    ({ reason, message = '', involvedObject }) =>
      reason === 'Unhealthy' && involvedObject?.uid === pod.metadata.uid && /^(Liveness|Startup) probe/.test(message),
  );
  if (killed !== undefined && ended.exitCode >= 128) {
    const [, probe] = /^(Liveness|Startup)/.exec(killed.message ?? '') ?? [];
    return [
      {
        ...common,
        cause: 'liveness',
        urgency: restarts >= OFTEN ? Urgency.PERSON : Urgency.ITSELF,
        what:
          `The container ${name} is started again and again, since its ${probe.toLowerCase()} check fails`
          + `${/failed:\s*\S/.test(killed.message ?? '') ? `: ${short(killed.message)}` : '.'}`,
        step: `${step}; if it is only slow, give it more time in the check.`,
      },
    ];
  }
  const seconds = secondsSince(pod.status?.startTime as string | undefined, now);
  const urgency = restarts >= OFTEN ? Urgency.PERSON : urgencyAfter(seconds, PATIENCE.retry);
  const said = componentOf(name) === undefined ? lastWords : componentFailure;
  const known = said(name, ended.message ?? '');
  if (known !== undefined) return [{ ...common, urgency, ...known }];
  return [
    {
      ...common,
      cause: 'crash-loop',
      urgency,
      what:
        `The container ${name} ends with ${ended.signal ? `signal ${ended.signal}` : `code ${ended.exitCode}`}`
        + `${restarts > 0 ? ', and is started again' : ''}${ended.message ? `: ${short(ended.message)}` : '.'}`,
      step,
    },
  ];
}

/**
 * How it ended last. One that the kubelet ended, such as a sidecar whose startup check fails, may end well in between: then the
 * time before tells more.
 */
function endOf({ status, initial }: Container): Terminated | undefined {
  const { state, lastState } = status;
  const ends = [state?.terminated, lastState?.terminated].filter(each => each !== undefined);
  const failed = ends.find(({ exitCode }) => exitCode !== 0);
  if (failed !== undefined) {
    return state?.waiting === undefined || state.waiting.reason === 'CrashLoopBackOff' ? failed : undefined;
  }
  return !initial && state?.waiting?.reason === 'CrashLoopBackOff' ? lastState?.terminated : undefined;
}

type Terminated = NonNullable<NonNullable<Container['status']['state']>['terminated']>;

function unreadySince(pod: Pod): string | undefined {
  const ready = conditionOf(pod, 'Ready');
  return ready?.status === 'False' ? (ready.lastTransitionTime as string | undefined) : undefined;
}

/** The last line of a termination message, which may be the end of a log. */
function short(message: string | undefined): string {
  const lines = (message ?? '')
    .trim()
    .split('\n')
    .filter(line => line.trim() !== '');
  return (lines.at(-1) ?? '').trim().slice(0, 300);
}

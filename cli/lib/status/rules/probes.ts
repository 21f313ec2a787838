import { Rule } from './rule';
import { conditionOf, Container, containersOf, isEnding, isReady, whoseContainer } from '../containers';
import { APPLICATION, Finding, Urgency } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { cpuUse } from '../quantity';
import { secondsSince } from '../time';
import { Workload } from '../workload';

/** Containers that run, and do not answer their checks. */
export const probeFindings: Rule = (workload, { now }) =>
  workload.pods
    .filter(pod => !isEnding(pod) && !isReady(pod))
    .flatMap(pod =>
      containersOf(pod)
        .filter(({ status, initial }) => !initial && status.state?.running !== undefined && !status.ready)
        .flatMap(container => unready(workload, container, now)),
    );

function unready(workload: Workload, container: Container, now: number): Finding[] {
  const { name, pod, status } = container;
  const started = status.state?.running?.startedAt as string | undefined;
  const since = conditionOf(pod, 'ContainersReady')?.lastTransitionTime as string | undefined;
  const relapsed = Date.parse(since ?? '') > Date.parse(started ?? '') + 1000;
  const patience = relapsed ? PATIENCE.relapse : Math.max(PATIENCE.start, allowedSeconds(container));
  const urgency = urgencyAfter(secondsSince(relapsed ? since : started, now), patience);
  const said = workload.events
    .find(
      ({ reason, message = '', involvedObject }) =>
        reason === 'Unhealthy' && involvedObject?.uid === pod.metadata.uid && /^(Readiness|Startup) probe/.test(message),
    )
    ?.message?.trim();
  const common = {
    pods: [pod.metadata.name],
    container: name,
    since: relapsed ? since : started,
    urgency,
    whose: whoseContainer(name),
    logged: 'current' as const,
  };
  const logs = `pinterest logs ${workload.namespace}/${workload.name} --container ${name}`;
  if (said === undefined) {
    return urgency === Urgency.PERSON
      ? [{ ...common, cause: 'not-ready', what: `The container ${name} runs, and is not ready.`, step: logs }]
      : [];
  }
  const starved = cpuStarved(workload, container);
  if (starved !== undefined && /deadline exceeded|timeout|timed out/i.test(said)) {
    return [
      {
        ...common,
        cause: 'cpu-starved',
        whose: APPLICATION,
        what: `The container ${name} has no CPU left for its check: it uses ${starved}.`,
        step: 'Raise container.resources.cpu.limit, or leave it out; more pods help if requests are what it works on.',
      },
    ];
  }
  const [, refusedPort] = /dial tcp \S*:(\d+): connect: connection refused/.exec(said) ?? [];
  if (refusedPort !== undefined) {
    return [
      {
        ...common,
        cause: 'nothing-listens',
        what: `Nothing listens at port ${refusedPort} of the container ${name}, which its check asks.`,
        step: `Correct container.portNumber or the check's port, or have the application listen there on all addresses; ${logs}`,
      },
    ];
  }
  return [
    {
      ...common,
      cause: 'readiness',
      what: `The container ${name} runs, and its check says that it is not ready: ${reasonOf(said)}`,
      step: logs,
    },
  ];
}

/** For how long its author lets it start. */
function allowedSeconds({ status, spec }: Container): number {
  const probe = status.started === false && spec?.startupProbe !== undefined ? spec.startupProbe : spec?.readinessProbe;
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = probe ?? {};
  return initialDelaySeconds + periodSeconds * failureThreshold;
}

function reasonOf(said: string): string {
  return (
    said
      .replace(/^(Readiness|Startup) probe (failed|errored)( and resulted in \w+ state)?: /, '')
      .trim()
      .split('\n')[0]
      .slice(0, 200) || 'it fails'
  );
}

/** How much of its limit it uses, where that is nearly all. */
export function cpuStarved(workload: Workload, { name, pod, spec }: Container): string | undefined {
  const limit = cpuUse(spec?.resources?.limits?.cpu);
  const used = cpuUse(
    workload.metrics.find(({ metadata }) => metadata.name === pod.metadata.name)?.containers?.find(each => each.name === name)
      ?.usage?.cpu,
  );
  if (limit === undefined || used === undefined || used < 0.85 * limit) return undefined;
  return `${Math.round(used * 1000)}m of its limit of ${Math.round(limit * 1000)}m`;
}

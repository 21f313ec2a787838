import { Rule } from './rule';
import { containersOf, hasNotBegun, isEnding, isReady, whoseContainer } from '../containers';
import { CLUSTER, Finding } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { ownerOf } from '../revision';
import { secondsSince } from '../time';
import { eventTime } from '../workloads-of';

/** Pods whose node cannot give them a network or a sandbox. */
export const sandboxFindings: Rule = (workload, { now }) => workload.pods.filter(hasNotBegun).flatMap((pod): Finding[] => {
  const event = workload.events.find(each => (
    each.reason === 'FailedCreatePodSandBox' && each.involvedObject?.uid === pod.metadata.uid
    && secondsSince(eventTime(each), now) < 300
  ));
  if (event === undefined) return [];
  const since = pod.status?.startTime as string | undefined;
  const said = (event.message ?? '').replace(/^Failed to create pod sandbox: /, '').replace(/\b[0-9a-f]{64}\b/g, '...');
  return [{
    cause: 'no-sandbox',
    since,
    pods: [pod.metadata.name],
    whose: CLUSTER,
    urgency: urgencyAfter(secondsSince(since, now), PATIENCE.retry),
    what: `The node ${pod.spec?.nodeName} cannot start the pod at all, by its network or its container runtime: `
      + `${said.split(': ').slice(-3).join(': ').slice(0, 300)}`,
    step: `kubectl describe node ${pod.spec?.nodeName}, and ask those who run the cluster's network.`,
  }];
});

/** Containers before the application that do not end. A job may wait for its peers as long as it likes. */
export const initialFindings: Rule = (workload, { now }) => workload.pods
  .filter(pod => !isEnding(pod) && !isReady(pod) && ownerOf(pod)?.kind.endsWith('Job') === false)
  .flatMap(pod => containersOf(pod).flatMap(({ name, initial, status }): Finding[] => {
    const since = status.state?.running?.startedAt as string | undefined;
    const seconds = secondsSince(since, now);
    if (!initial || since === undefined || seconds < PATIENCE.start) return [];
    return [{
      cause: 'init-waits',
      since,
      pods: [pod.metadata.name],
      container: name,
      logged: 'current',
      whose: whoseContainer(name),
      urgency: urgencyAfter(seconds, PATIENCE.initial),
      what: `The container ${name} has not ended, and the application waits for it.`,
      step: `pinterest logs ${workload.namespace}/${workload.name} --container ${name}`,
    }];
  }));

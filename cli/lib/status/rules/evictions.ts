import { Rule } from './rule';
import { isReady } from '../containers';
import { APPLICATION, CLUSTER, Finding, Urgency } from '../finding';
import { Pod } from '../snapshot/objects';
import { secondsSince } from '../time';
import { Workload } from '../workload';
import { eventTime } from '../workloads-of';

/** Seconds for which an eviction is spoken of: the pod that it left stays for long. */
const RECENT = 1800;

/** Pods that their node has ended: what they use is too much for their limit, or for the node. */
export const evictionFindings: Rule = (workload, { now }) => {
  const evicted = workload.pods
    .filter(({ status }) => status?.phase === 'Failed' && status.reason === 'Evicted')
    .map(pod => ({ pod, since: timeOf(workload, pod), said: (pod.status?.message ?? '').trim() }))
    .filter(({ since }) => secondsSince(since, now) < RECENT);
  return evicted.map(({ pod, since, said }): Finding => {
    const isOwn = OWN.test(said);
    const again = evicted.filter(each => OWN.test(each.said) === isOwn).length > 1;
    return {
      since,
      pods: [pod.metadata.name],
      // One that comes again does so for the same reason; by a node that is short others may be at fault.
      urgency: again && (isOwn || !workload.pods.some(isReady)) ? Urgency.PERSON : Urgency.ITSELF,
      ...(isOwn ? ofLimit(said) : ofNode(said, pod)),
    };
  });
};

/** The kubelet's words. */
const OWN = /exceeded its local ephemeral storage limit|usage exceeds the total limit of containers|EmptyDir volume .* exceeds the limit/;

function ofLimit(said: string): Pick<Finding, 'cause' | 'whose' | 'what' | 'step'> {
  return {
    cause: 'disk-limit',
    whose: APPLICATION,
    what: `A pod was evicted, since it wrote more than it may: ${said}`,
    step: 'Write less to files and logs, or raise container.resources.ephemeralStorage.limit, or the size of that folder.',
  };
}

function ofNode(said: string, { spec }: Pod): Pick<Finding, 'cause' | 'whose' | 'what' | 'step'> {
  return {
    cause: 'evicted',
    whose: CLUSTER,
    what: `The node ${spec?.nodeName} has evicted a pod: ${said.slice(0, 300)}`,
    step: `kubectl describe node ${spec?.nodeName}; pods that use more than they request go first: container.resources.`,
  };
}

function timeOf({ events }: Workload, { metadata, status }: Pod): string | undefined {
  const event = events.find(({ reason, involvedObject }) => reason === 'Evicted' && involvedObject?.uid === metadata.uid);
  const condition = status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
  return (event && eventTime(event)) ?? (condition?.lastTransitionTime as string | undefined) ?? metadata.creationTimestamp;
}

import { nodeGate } from './node-gate';
import { Rule } from './rule';
import { conditionOf, isEnding } from '../containers';
import { APPLICATION, CLUSTER, Finding, Urgency } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { Pod } from '../snapshot/objects';
import { Surroundings } from '../surroundings';
import { secondsSince } from '../time';
import { Workload } from '../workload';
import { eventTime } from '../workloads-of';

type Judgement = Pick<Finding, 'cause' | 'what' | 'whose' | 'step'>;

/** Pods that no node takes. */
export const schedulingFindings: Rule = (workload, around) =>
  workload.pods.filter(waitsForNode).flatMap((pod): Finding[] => {
    const { reason, message = '', lastTransitionTime } = conditionOf(pod, 'PodScheduled') ?? {};
    const since = (lastTransitionTime as string | undefined) ?? pod.metadata.creationTimestamp;
    const common = { pods: [pod.metadata.name], since };
    if (reason === 'SchedulingGated') {
      const gates = (pod.spec as { schedulingGates?: { name: string }[] }).schedulingGates?.map(({ name }) => name) ?? [];
      return [
        {
          ...common,
          cause: 'queued',
          urgency: Urgency.ITSELF,
          whose: CLUSTER,
          what: `The pod is held back by ${gates.join(', ') || 'a gate'}.`,
          step: 'If it waits for a queue: kubectl get workloads.kueue.x-k8s.io -n ' + workload.namespace,
        },
      ];
    }
    if (reason === undefined && secondsSince(since, around.now) < PATIENCE.controller) return [];
    if (reason === undefined) {
      return [
        {
          ...common,
          cause: 'no-scheduler',
          urgency: Urgency.PERSON,
          whose: CLUSTER,
          what: 'No scheduler has looked at the pod.',
          step: 'Ask those who run the cluster.',
        },
      ];
    }
    const grows = workload.scalings.find(
      event => event.involvedObject?.uid === pod.metadata.uid && secondsSince(eventTime(event), around.now) < PATIENCE.newNode,
    );
    const urgency = grows === undefined ? urgencyAfter(secondsSince(since, around.now), PATIENCE.scheduling) : Urgency.ITSELF;
    return [
      {
        ...common,
        urgency,
        ...unschedulable(workload, pod, message, around),
        ...(grows && { step: "The cluster's autoscaler is adding a node." }),
      },
    ];
  });

function waitsForNode(pod: Pod): boolean {
  return pod.status?.phase === 'Pending' && pod.spec?.nodeName === undefined && !isEnding(pod);
}

function unschedulable(workload: Workload, pod: Pod, message: string, around: Surroundings): Judgement {
  const { namespace } = workload;
  const said = message.split(' preemption:')[0].trim();
  const [, claim] = /persistentvolumeclaim "([^"]+)" not found/.exec(said) ?? [];
  if (claim !== undefined) {
    return {
      cause: 'claim-missing',
      whose: APPLICATION,
      what: `There is no volume claim ${claim}, which the pod names.`,
      step: `Create it in ${namespace}, or correct its name.`,
    };
  }
  if (
    /unbound immediate PersistentVolumeClaims|didn't find available persistent volumes|did not have enough free storage/.test(
      said,
    )
  ) {
    return {
      cause: 'claim-unbound',
      whose: CLUSTER,
      what: `No node takes the pod, since its volume claim has no volume. (${said})`,
      step: `kubectl get pvc,events -n ${namespace}; ${claimStep(workload)}`,
    };
  }
  if (/volume node affinity conflict|didn't match PersistentVolume's node affinity/.test(said)) {
    return {
      cause: 'volume-nodes',
      whose: CLUSTER,
      what: `The pod's volume can only be used on some nodes, and none of these takes the pod. (${said})`,
      step: 'kubectl get nodes -L topology.kubernetes.io/zone, and kubectl describe pv: a node is missing where the volume is.',
    };
  }
  const gate = nodeGate(pod, said, around);
  if (gate !== undefined) return gate;
  const [, lacks] = /Insufficient ([\w/-]+(?:\.[\w/-]+)*)/.exec(said) ?? [];
  const affinity = /didn't match Pod's node (affinity|selector)/.test(said);
  const taint = /untolerated taint(?:\(s\)|s)? ?\{?([^},]*)/.exec(said)?.[1];
  if (lacks !== undefined && !affinity) {
    const most = largest(around, lacks);
    return {
      cause: 'no-room',
      whose: CLUSTER,
      what: `No node has room for the pod: not enough ${lacks}${most}. (${said})`,
      step: 'Lower container.resources, or scaling; else ask those who run the cluster for more or larger nodes.',
    };
  }
  if (affinity && lacks === undefined) {
    return {
      cause: 'no-such-node',
      whose: APPLICATION,
      what: `No node is as the pod's placement requires. (${said})`,
      step: 'Correct placement: kubectl get nodes --show-labels shows what there is.',
    };
  }
  if (/didn't match pod (anti-)?affinity|topology spread constraints/.test(said)) {
    return {
      cause: 'placement',
      whose: APPLICATION,
      what: `No node is left by the pod's placement beside other pods. (${said})`,
      step: 'Make that part of placement preferred, or run fewer pods.',
    };
  }
  if (/free ports/.test(said)) {
    return {
      cause: 'host-port',
      whose: APPLICATION,
      what: `A port of the node that the pod wants is taken. (${said})`,
      step: 'Choose another host port.',
    };
  }
  if (taint !== undefined && !affinity && lacks === undefined) {
    return {
      cause: 'nodes-closed',
      whose: CLUSTER,
      what: `All nodes are closed to the pod, by the taint ${taint || 'of each'}. (${said})`,
      step: 'Ask those who run the cluster, or tolerate the taint in placement.',
    };
  }
  return {
    cause: 'no-node',
    whose: CLUSTER,
    what: `No node takes the pod. (${said})`,
    step: "Of these reasons, those of the placement and of requests are the application's; the others are the cluster's.",
  };
}

function claimStep({ claims }: Workload): string {
  const pending = claims
    .filter(({ status }) => status?.phase === 'Pending')
    .map(({ metadata, spec }) => `${metadata.name} of the class ${spec?.storageClassName ?? '(default)'}`);
  return `without a volume: ${pending.join(', ') || 'a claim'}. Correct its storage class or size, or ask those who run the `
    + 'storage.';
}

/** The most that any node has of a resource, for a pod that never fits. */
function largest({ nodes }: Surroundings, what: string): string {
  const found = nodes.map(({ status }) => status?.allocatable?.[what] as string | undefined).filter(each => each !== undefined);
  return found.length === 0 ? '' : `; the nodes have ${[...new Set(found)].sort().join(', ')} each`;
}

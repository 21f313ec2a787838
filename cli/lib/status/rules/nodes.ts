import { Rule } from './rule';
import { isReady, isEnding } from '../containers';
import { CLUSTER, Finding, Urgency } from '../finding';

/** Pods on nodes that do not answer: all that is known of them is old. */
export const nodeFindings: Rule = ({ pods }, { nodes }) => {
  const lost = new Map(nodes.flatMap(({ metadata, status }) => {
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    return ready === undefined || ready.status === 'True' ? [] : [[metadata.name, ready] as const];
  }));
  return pods.filter(pod => !isReady(pod) && !isEnding(pod)).flatMap((pod): Finding[] => {
    const node = pod.spec?.nodeName;
    const ready = node === undefined ? undefined : lost.get(node);
    return ready === undefined ? [] : [{
      cause: 'node-lost',
      urgency: Urgency.PERSON,
      since: ready.lastTransitionTime as string | undefined,
      whose: CLUSTER,
      pods: [pod.metadata.name],
      what: `The node ${node} is not ready: ${ready.message ?? ready.reason}.`,
      step: `Its pods move after five minutes, but for those with volumes of that node; kubectl describe node ${node}`,
    }];
  });
};

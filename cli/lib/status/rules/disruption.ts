import { Rule } from './rule';
import { isEnding } from '../containers';
import { APPLICATION, Finding, Urgency } from '../finding';
import { PATIENCE } from '../patience';
import { Node, Pod } from '../snapshot/objects';
import { secondsSince } from '../time';

const CORDON = 'node.kubernetes.io/unschedulable';

/** Pods that a drain of their node asks to leave, and that a disruption budget does not let go. */
export const disruptionFindings: Rule = ({ budgets, pods, formerPods }, { now, nodes }) => {
  const cordoned = new Map(nodes.filter(({ spec }) => spec?.unschedulable === true).map(node => [node.metadata.name, node]));
  const held = [...pods, ...formerPods].filter(
    pod => cordoned.has(pod.spec?.nodeName ?? '') && !isEnding(pod) && !isOfDaemon(pod),
  );
  const blocking = budgets.filter(({ status }) => status?.disruptionsAllowed === 0 && (status.expectedPods ?? 0) > 0);
  if (held.length === 0 || blocking.length === 0) return [];
  const since = held.map(pod => cordonedSince(cordoned.get(pod.spec?.nodeName ?? ''))).sort()[0];
  // A drain goes from pod to pod, and a new one has to become ready before the next may go.
  const lasts = since === undefined || secondsSince(since, now) >= PATIENCE.relapse;
  const places = [...new Set(held.map(({ spec }) => spec?.nodeName))].sort().join(', ');
  return blocking.map(
    ({ metadata, status }): Finding => ({
      cause: 'disruption-budget',
      since,
      whose: APPLICATION,
      pods: held.map(pod => pod.metadata.name).sort(),
      urgency: lasts || (status?.desiredHealthy ?? 0) >= (status?.expectedPods ?? 0) ? Urgency.PERSON : Urgency.ITSELF,
      what: `The disruption budget ${metadata.name} lets no pod leave the node ${places}, which is closed and to be drained: `
        + `${status?.currentHealthy} of ${status?.expectedPods} pods are healthy, and ${status?.desiredHealthy} must be.`,
      step:
        (status?.currentHealthy ?? 0) < (status?.expectedPods ?? 0)
          ? 'Mend the pods that are not ready; or delete the one on that node, if it may be missing for a while.'
          : 'Run one pod more, or let the budget do without one: a budget of all pods stops each update of the nodes.',
    }),
  );
};

/** When the node was closed; not known of one that was closed by hand without a taint's time. */
function cordonedSince(node: Node | undefined): string | undefined {
  return node?.spec?.taints?.find(({ key }) => key === CORDON)?.timeAdded as string | undefined;
}

const isOfDaemon = ({ metadata }: Pod): boolean => metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet') === true;

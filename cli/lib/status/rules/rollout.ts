import { Rule } from './rule';
import { KubernetesObject } from '../../cluster/kubernetes-object';
import { isEnding, isReady } from '../containers';
import { APPLICATION, CLUSTER, Finding, Urgency } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { isRolledOut } from '../revision';
import { secondsSince } from '../time';

/** Rollouts that do not come forward. Where another rule says why, this one is left out. */
export const rolloutFindings: Rule = workload => {
  const { deployments, statefulSets, formerPods, namespace, intended } = workload;
  return [
    ...deployments.flatMap((deployment): Finding[] => {
      const { metadata, status, spec } = deployment;
      const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
      if (spec?.paused === true) {
        const isHeld = !isRolledOut(deployment);
        return [
          {
            cause: 'paused',
            urgency: isHeld && intended?.paused !== true ? Urgency.PERSON : Urgency.ITSELF,
            since: progressing?.reason === 'DeploymentPaused' ? progressing.lastTransitionTime as string | undefined : undefined,
            whose: APPLICATION,
            what: isHeld ? 'Its rollout is paused before it is done.' : 'Its rollout is paused: the next change will wait.',
            step: `kubectl rollout resume deployment/${metadata.name} -n ${namespace}`,
          },
        ];
      }
      if (progressing?.reason !== 'ProgressDeadlineExceeded') return [];
      return [
        {
          cause: 'rollout-stuck',
          urgency: Urgency.PERSON,
          since: progressing.lastTransitionTime as string | undefined,
          whose: APPLICATION,
          what: `The rollout has not come forward for longer than its deadline of ${spec?.progressDeadlineSeconds ?? 600} s.`,
          step: `kubectl describe pods -n ${namespace} -l app.kubernetes.io/name=${workload.name}`,
        },
      ];
    }),
    ...statefulSets.flatMap(({ metadata, status, spec }): Finding[] => {
      const stuck = formerPods.filter(pod => !isReady(pod) && !isEnding(pod));
      const ordered = spec?.podManagementPolicy !== 'Parallel' && spec?.updateStrategy?.type !== 'OnDelete';
      if (!ordered || stuck.length === 0 || status?.updateRevision === status?.currentRevision) return [];
      return [
        {
          cause: 'former-revision-stuck',
          urgency: Urgency.PERSON,
          whose: APPLICATION,
          pods: stuck.map(pod => pod.metadata.name),
          what: `A pod of the former revision of ${metadata.name} is not ready, and Kubernetes waits for it before it goes `
            + 'on with the new one.',
          step: `kubectl delete pod ${stuck[0].metadata.name} -n ${namespace}`,
        },
      ];
    }),
  ];
};

/** Controllers that have not seen the last change, and pods that do not end. */
export const controllerFindings: Rule = ({ deployments, statefulSets, daemonSets, pods, formerPods, namespace }, { now }) => [
  ...[...deployments, ...statefulSets, ...daemonSets].filter(isUnseen).map(({ metadata, kind }): Finding => {
    const since = lastChange(metadata);
    return {
      cause: 'controller-away',
      since,
      urgency: urgencyAfter(secondsSince(since, now), PATIENCE.controller),
      whose: CLUSTER,
      what: `The cluster's controller has not seen the last change of the ${kind} ${metadata.name}.`,
      step: 'If it lasts, ask those who run the cluster: the controller manager does not work.',
    };
  }),
  ...[...pods, ...formerPods].filter(isEnding).flatMap((pod): Finding[] => {
    const overdue = secondsSince(pod.metadata.deletionTimestamp, now);
    if (overdue < PATIENCE.ending) return [];
    return [
      {
        cause: 'pod-does-not-end',
        urgency: urgencyAfter(overdue, PATIENCE.ending),
        since: pod.metadata.deletionTimestamp,
        whose: CLUSTER,
        pods: [pod.metadata.name],
        what: `A pod should have ended on the node ${pod.spec?.nodeName}, and has not.`,
        step: `kubectl get node ${pod.spec?.nodeName}: if it is lost, remove its Node object; finalizers: kubectl get pod `
          + `${pod.metadata.name} -n ${namespace} -o jsonpath={.metadata.finalizers}`,
      },
    ];
  }),
];

/** Whether its status is of a former generation. */
export function isUnseen({
  metadata,
  status,
}: KubernetesObject & { readonly status?: { readonly observedGeneration?: number } }): boolean {
  return (status?.observedGeneration ?? 0) < (metadata.generation ?? 0);
}

/** No field has it; a new object at least has its beginning. */
function lastChange({ generation, creationTimestamp }: KubernetesObject['metadata']): string | undefined {
  return generation === 1 ? creationTimestamp : undefined;
}

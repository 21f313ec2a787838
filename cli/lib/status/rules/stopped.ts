import { Rule } from './rule';
import { KubernetesObject } from '../../cluster/kubernetes-object';
import { count } from '../../output/plain';
import { APPLICATION, Finding, Urgency } from '../finding';
import { Autoscaler } from '../snapshot/objects';
import { Workload } from '../workload';

/** Kueue, too, suspends what it has not admitted yet. */
const QUEUE_LABEL = 'kueue.x-k8s.io/queue-name';

/** What somebody has stopped by hand, and the app has not: nothing of it runs, and nothing will by itself. */
export const stoppedFindings: Rule = workload => [
  ...[...workload.deployments, ...workload.statefulSets]
    .filter(({ spec, metadata }) => spec?.replicas === 0 && metadata.deletionTimestamp === undefined)
    .flatMap(controller => scaledToZero(controller, workload)),
  ...[...workload.cronJobs, ...workload.jobs.filter(({ status }) => status?.completionTime === undefined)]
    .filter(each => each.spec?.suspend === true && isOwnMaster(each))
    .flatMap(controller => suspended(controller, workload)),
];

function scaledToZero(
  { kind = '', metadata: { name } }: KubernetesObject, { namespace, intended, autoscalers }: Workload,
): Finding[] {
  const told = intended?.pods[`${kind}/${name}`];
  const autoscaler = autoscalers.find(({ spec }) => spec?.scaleTargetRef?.kind === kind && spec.scaleTargetRef.name === name);
  // KEDA's may have no pods, whatever its autoscaler says; of that only the app knows.
  const least = told?.number ?? (autoscaler === undefined || isOfKeda(autoscaler) ? 0 : autoscaler.spec?.minReplicas ?? 1);
  if (least === 0) return [];
  const scale = `kubectl scale ${kind.toLowerCase()}/${name} -n ${namespace} --replicas=${least}`;
  const disabled = autoscaler?.status?.conditions?.find(({ reason }) => reason === 'ScalingDisabled');
  const what = autoscaler === undefined
    ? `The ${kind} ${name} is scaled to 0, and the app wants ${told?.autoscaled ? 'at least ' : ''}${count(least, 'pod')}.`
    : `The ${kind} ${name} is scaled to 0, where its autoscaler ${autoscaler.metadata.name} does nothing, though it is to `
      + `keep at least ${count(least, 'pod')}.`;
  return [{
    cause: 'scaled-to-zero',
    // One that has not seen it yet may begin from zero.
    urgency: autoscaler === undefined || disabled !== undefined ? Urgency.PERSON : Urgency.ITSELF,
    since: disabled?.lastTransitionTime,
    whose: APPLICATION,
    what,
    step: `${scale}${autoscaler === undefined ? ', or apply the manifests again.' : ': from there the autoscaler goes on.'}`,
  }];
}

function suspended({ kind = '', metadata: { name, labels } }: KubernetesObject, { namespace, intended }: Workload): Finding[] {
  if (intended === undefined || intended.suspended || labels?.[QUEUE_LABEL] !== undefined) return [];
  return [{
    cause: 'suspended',
    urgency: Urgency.PERSON,
    whose: APPLICATION,
    what: `The ${kind} ${name} is suspended, and the app does not say so: ${kind === 'CronJob' ? 'no run' : 'no pod'} begins.`,
    step: `kubectl patch ${kind.toLowerCase()}/${name} -n ${namespace} -p '{"spec":{"suspend":false}}', or write suspend.`,
  }];
}

const isOfKeda = ({ metadata }: Autoscaler): boolean => (
  metadata.ownerReferences?.some(({ kind }) => kind === 'ScaledObject') === true
);

/** Of what makes it, such as a JobSet, Kueue may have suspended that; a CronJob suspends no run. */
const isOwnMaster = ({ metadata: { ownerReferences = [] } }: KubernetesObject): boolean => (
  ownerReferences.every(({ controller, kind }) => controller !== true || kind === 'CronJob')
);

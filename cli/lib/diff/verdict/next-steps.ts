import { immutableChanges } from './immutable-fields';
import { Refusal } from './refusals';
import { shellWord } from '../../status/shell-word';
import { quantity } from '../effects/quantity';
import { FieldChange } from '../fields/field-changes';
import { pathText } from '../fields/path';
import { kindKey } from '../live/kinds';
import { ObjectChange } from '../objects/object-change';
import { groupOf, PlannedObject } from '../objects/planned-object';

const CLAIM_SIZE = /^spec\.volumeClaimTemplates\[(.+)\]\.spec\.resources\.requests\.storage$/;

/** What to do about a change that the server does not take. */
export function stepFor({ object, message }: Refusal, { before, fields }: ObjectChange): string {
  for (const [said, step] of BY_MESSAGE) if (said.test(message)) return step(object);
  const changed = before === undefined ? [] : immutableChanges(before, fields);
  const step = changed.length > 0 || IMMUTABLE.test(message) ? BY_KIND[keyOf(object)] : undefined;
  return step?.(object, changed.length > 0 ? changed : fields) ?? generalStep(object);
}

/** What servers say of it, in all their versions. */
const IMMUTABLE = /immutable|cannot be changed|may not change|updates to .* are forbidden|can not be (decreased|less than)/i;

const BY_MESSAGE: readonly (readonly [said: RegExp, step: (object: PlannedObject) => string])[] = [
  [/^the cluster has no /, () => 'Install what defines this kind, or leave the object out on this cluster.'],
  [/exceeded quota/, object => `Take less, or ask for more: ${kubectl('describe quota', object)}`],
  [/violates PodSecurity/, () => 'Change what it names, or ask for a Namespace of another level.'],
  [/admission webhook|denied request|ValidatingAdmissionPolicy/, () => 'Change what the policy of the cluster names.'],
];

type Step = (object: PlannedObject, fields: readonly FieldChange[]) => string;

const BY_KIND: Readonly<Record<string, Step | undefined>> = {
  'StatefulSet.apps': setStep,
  'Deployment.apps': podsStop,
  'DaemonSet.apps': podsStop,
  'ReplicaSet.apps': podsStop,
  'Job.batch': object => `Take the change back, or let it run again: ${kubectl('delete job', object, true)}, then apply.`,
  'Service': object => `Take the change back, or make it anew: ${kubectl('delete service', object, true)}, then apply. `
    + 'Meanwhile its name leads nowhere.',
  'ConfigMap': object => renamed('configmap', object),
  'Secret': object => renamed('secret', object),
  'PersistentVolumeClaim': claimStep,
  'RoleBinding.rbac.authorization.k8s.io': object => rightsGone('rolebinding', object),
  'ClusterRoleBinding.rbac.authorization.k8s.io': object => rightsGone('clusterrolebinding', object),
  'StorageClass.storage.k8s.io': object => anew('storageclass', object, 'Volumes that are there stay as they are.'),
  'IngressClass.networking.k8s.io': object => anew('ingressclass', object, 'Its controller lets go of its Ingresses meanwhile.'),
  'PriorityClass.scheduling.k8s.io': object => anew('priorityclass', object, 'Pods that are there keep their priority.'),
  'RuntimeClass.node.k8s.io': object => anew('runtimeclass', object, 'No pod of it starts meanwhile.'),
};

/** Claims of a set grow one by one; then the set is made anew around its pods, which go on. */
function setStep(object: PlannedObject, fields: readonly FieldChange[]): string {
  const without = `${kubectl('delete statefulset', object, true)} --cascade=orphan`;
  const paths = fields.map(({ path }) => pathText(path));
  const sizes = fields.filter((_, n) => CLAIM_SIZE.test(paths[n]));
  if (sizes.length === fields.length && fields.length > 0) {
    if (sizes.some(({ before, after }) => (quantity(after) ?? 0) < (quantity(before) ?? 0))) {
      return 'A volume never shrinks: write the size that it has, or copy the data to a new stateful set with smaller ones.';
    }
    const patches = sizes.map(({ path, after }) => {
      const [, volume] = CLAIM_SIZE.exec(pathText(path)) as RegExpExecArray;
      const patch = JSON.stringify({ spec: { resources: { requests: { storage: after } } } });
      return `kubectl patch pvc ${shellWord(`${volume}-${object.name}-0`)}${namespaceOf(object)} -p ${shellWord(patch)}`;
    });
    return `If the storage class allows it, make each claim larger, -0 and those of all other pods: ${patches.join('; ')}; `
      + `then take the set off its pods, which go on: ${without}; then apply.`;
  }
  if (paths.some(path => path.startsWith('spec.selector'))) return podsStop(object);
  return `Take the change back, or take the set off its pods, which go on: ${without}; then apply. Claims stay as they are.`;
}

function podsStop(object: PlannedObject): string {
  return `Take the change back, or make it anew: ${kubectl(`delete ${object.kind.toLowerCase()}`, object, true)}, then apply. `
    + 'All its pods end before new ones start; a workload with another name has no such gap.';
}

function claimStep(_: PlannedObject, fields: readonly FieldChange[]): string {
  const isSize = fields.some(({ path }) => pathText(path) === 'spec.resources.requests.storage');
  return isSize ? 'A volume never shrinks: write the size that it has, or copy the data to a claim with another name.'
    : 'Take the change back, or make a claim with another name and copy the data: without the claim, the data may be gone.';
}

function renamed(resource: string, object: PlannedObject): string {
  return `Give it another name, or make it anew: ${kubectl(`delete ${resource}`, object, true)}, then apply.`;
}

function rightsGone(resource: string, object: PlannedObject): string {
  return anew(resource, object, 'Nobody has its rights meanwhile.');
}

function anew(resource: string, object: PlannedObject, meanwhile: string): string {
  return `Take the change back, or make it anew: ${kubectl(`delete ${resource}`, object, true)}, then apply. ${meanwhile}`;
}

function generalStep(object: PlannedObject): string {
  const { workload } = object;
  if (workload === undefined) return 'Write what the message asks for.';
  return `See what decides it: pinterest explain ${shellWord(workload)}`;
}

function kubectl(what: string, object: PlannedObject, isNamed = false): string {
  return `kubectl ${what}${isNamed ? ` ${shellWord(object.name)}` : ''}${namespaceOf(object)}`;
}

function namespaceOf({ namespace }: PlannedObject): string {
  return namespace === undefined ? '' : ` -n ${shellWord(namespace)}`;
}

function keyOf({ kind, apiVersion }: PlannedObject): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind : kindKey({ kind, group });
}

import { quantity } from '../effects/quantity';
import { FieldChange } from '../fields/field-changes';
import { pathText, startsWith } from '../fields/path';
import { isFields } from '../fields/values';
import { groupOf, PlannedObject } from '../objects/planned-object';

/**
 * Fields that a server does not let anybody change, as Kubernetes documents them: what is asked where no program can be. Tried on
 * servers of the oldest and the newest version by test/e2e/diff.test.ts.
 */
const IMMUTABLE: Readonly<Record<string, (change: FieldChange, object: PlannedObject, minor: number) => boolean>> = {
  'Deployment.apps': inFields('spec.selector'),
  'DaemonSet.apps': inFields('spec.selector'),
  'ReplicaSet.apps': inFields('spec.selector'),
  'StatefulSet.apps': (change, _, minor) => inFields('spec')(change) && !inFields(
    'spec.replicas', 'spec.ordinals', 'spec.template', 'spec.updateStrategy', 'spec.persistentVolumeClaimRetentionPolicy',
    'spec.minReadySeconds', ...(minor < 33 ? [] : ['spec.revisionHistoryLimit']),
  )(change),
  'Job.batch': inFields(
    'spec.selector', 'spec.template', 'spec.completions', 'spec.completionMode', 'spec.podFailurePolicy', 'spec.successPolicy',
    'spec.backoffLimitPerIndex', 'spec.managedBy',
  ),
  // Taking it out of the document leaves it as it is.
  'Service': change =>
    change.before !== undefined && change.after !== undefined && inFields('spec.clusterIP', 'spec.clusterIPs')(change),
  'ConfigMap': (change, { content }) => content.immutable === true && inFields('data', 'binaryData', 'immutable')(change),
  'Secret': (change, { content }) =>
    inFields('type')(change) || (content.immutable === true && inFields('data', 'stringData', 'immutable')(change)),
  'PersistentVolumeClaim': change =>
    inFields('spec')(change) && !isGrowth(change) && !inFields('spec.volumeAttributesClassName')(change),
  'RoleBinding.rbac.authorization.k8s.io': inFields('roleRef'),
  'ClusterRoleBinding.rbac.authorization.k8s.io': inFields('roleRef'),
  'StorageClass.storage.k8s.io': inFields('provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'),
  'IngressClass.networking.k8s.io': inFields('spec.controller'),
  'PriorityClass.scheduling.k8s.io': inFields('value', 'preemptionPolicy'),
  'RuntimeClass.node.k8s.io': inFields('handler'),
};

/**
 * Those of the changed fields that the server does not take.
 *
 * @param before as the object is
 * @param version of Kubernetes, such as `1.37`
 */
export function immutableChanges(before: PlannedObject, fields: readonly FieldChange[], version = '1.37'): FieldChange[] {
  const minor = Number(version.split('.')[1]);
  const group = groupOf(before.apiVersion);
  const isImmutable = IMMUTABLE[group === '' ? before.kind : `${before.kind}.${group}`];
  // A list's order alone is no change where items have names.
  return isImmutable === undefined ? [] : fields.filter(change => !change.order && isImmutable(change, before, minor));
}

/** The kinds of which something is known: `Deployment.apps`. */
export function immutableKinds(): string[] {
  return Object.keys(IMMUTABLE);
}

function inFields(...names: string[]): (change: FieldChange) => boolean {
  const paths = names.map(name => name.split('.'));
  return ({ path }) => paths.some(each => startsWith(path, each));
}

/** A claim may grow; whether its storage class can do that, nobody knows here. */
function isGrowth({ path, before, after }: FieldChange): boolean {
  if (pathText(path) !== 'spec.resources.requests.storage') return false;
  const [was, is] = [quantity(before), quantity(after)];
  return was !== undefined && is !== undefined && !isFields(after) && is >= was;
}

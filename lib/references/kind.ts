import { Fields, groupOf } from './fields';

/** Kinds whose objects are in no namespace. */
const WITHOUT_NAMESPACE = new Set([
  'APIService', 'ClusterIssuer', 'ClusterRole', 'ClusterRoleBinding', 'CSIDriver', 'CustomResourceDefinition', 'GatewayClass',
  'IngressClass', 'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'Namespace',
  'PersistentVolume', 'PriorityClass', 'RuntimeClass', 'StorageClass', 'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttributesClass',
]);

export function isInNamespace(kind: string): boolean {
  return !WITHOUT_NAMESPACE.has(kind);
}

/** Where an object is that says no namespace: nobody but who applies it knows better. */
export const DEFAULT_NAMESPACE = 'default';

/** A kind among all: `Deployment.apps`, `Service`. One kind keeps its objects from one version of its group to the next. */
export function kindOf({ apiVersion, kind }: Fields): string {
  return typeof kind === 'string' ? kindIn(groupOf(apiVersion), kind) : '';
}

export function kindIn(group: string, kind: string): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** The kind as people say it: without its group. */
export function spoken(kind: string): string {
  const dot = kind.indexOf('.');
  return dot < 0 ? kind : kind.slice(0, dot);
}

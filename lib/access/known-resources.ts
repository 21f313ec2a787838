/*
 * The core group is closed, and so is what verbs and which resources without namespace Kubernetes itself has: a rule for others
 * allows nothing, without a word of the API server.
 */

/** Of the core group, in namespaces. */
const CORE = new Set([
  'bindings', 'configmaps', 'endpoints', 'events', 'limitranges', 'persistentvolumeclaims', 'pods', 'podtemplates',
  'replicationcontrollers', 'resourcequotas', 'secrets', 'serviceaccounts', 'services',
]);

/** Of the core group: a role of a namespace says nothing of objects that are in none. `users` and the like are impersonated. */
const CORE_WITHOUT_NAMESPACE = new Set(['componentstatuses', 'namespaces', 'nodes', 'persistentvolumes']);
const IMPERSONATED = new Set(['users', 'groups', 'uids']);

/** The groups of resources that are often asked for in the core group. */
const GROUPS = new Map(Object.entries({
  daemonsets: 'apps',
  deployments: 'apps',
  replicasets: 'apps',
  statefulsets: 'apps',
  horizontalpodautoscalers: 'autoscaling',
  cronjobs: 'batch',
  jobs: 'batch',
  leases: 'coordination.k8s.io',
  endpointslices: 'discovery.k8s.io',
  ingresses: 'networking.k8s.io',
  networkpolicies: 'networking.k8s.io',
  poddisruptionbudgets: 'policy',
  rolebindings: 'rbac.authorization.k8s.io',
  roles: 'rbac.authorization.k8s.io',
}));

/** Of other groups of Kubernetes, in no namespace. */
const WITHOUT_NAMESPACE = new Map(Object.entries({
  'admissionregistration.k8s.io': ['*'],
  'apiextensions.k8s.io': ['*'],
  'apiregistration.k8s.io': ['*'],
  'certificates.k8s.io': ['certificatesigningrequests', 'clustertrustbundles', 'signers'],
  'networking.k8s.io': ['ingressclasses', 'ipaddresses', 'servicecidrs'],
  'node.k8s.io': ['*'],
  'rbac.authorization.k8s.io': ['clusterroles', 'clusterrolebindings'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': ['storageclasses', 'volumeattachments', 'csidrivers', 'csinodes', 'volumeattributesclasses'],
}));

/** Those of Kubernetes itself; groups of others may know more. */
const VERBS = new Set([
  '*', 'approve', 'attest', 'bind', 'create', 'delete', 'deletecollection', 'escalate', 'get', 'impersonate', 'list', 'patch',
  'sign', 'update', 'use', 'watch',
]);

const nameOf = (resource: string) => resource.split('/')[0];

/** Whether Kubernetes has this group by itself. */
export function isOfKubernetes(group: string): boolean {
  return ['', 'apps', 'autoscaling', 'batch', 'policy'].includes(group) || WITHOUT_NAMESPACE.has(group);
}

/** Whether the API server asks for such a verb of a group. */
export function mayBeVerb(group: string, verb: string): boolean {
  return VERBS.has(verb) || !isOfKubernetes(group);
}

/** Whether the objects of a resource are in no namespace, as far as that is known. */
export function isWithoutNamespace(group: string, resource: string): boolean {
  const name = nameOf(resource);
  if (group === '') return CORE_WITHOUT_NAMESPACE.has(name);
  const known = WITHOUT_NAMESPACE.get(group) ?? [];
  return known.includes('*') || known.includes(name);
}

/** Whether a resource may be of a group: of that of pods, and of none but it, everything is known. */
export function mayBeOf(group: string, resource: string): boolean {
  const name = nameOf(resource);
  const isCore = CORE.has(name) || CORE_WITHOUT_NAMESPACE.has(name);
  if (group === '') return isCore || IMPERSONATED.has(name) || name === '*';
  // Metrics of pods and nodes have a group of their own, and so have newer events.
  return !isOfKubernetes(group) || !isCore;
}

/** The group in which Kubernetes has a resource; undefined if it is not known. */
export function groupOf(resource: string): string | undefined {
  const name = nameOf(resource);
  return GROUPS.get(name) ?? (mayBeOf('', name) ? '' : undefined);
}

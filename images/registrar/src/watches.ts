import { Namespace, namespaceOf } from './namespaces';
import { Pod, podOf } from './pod';
import { Settings } from './settings';
import { KubernetesApi } from '../../common/src/api';
import { ListWatch, Listener } from '../../common/src/list-watch';

/**
 * Whoever makes a pod fills these with up to a megabyte, and a node has a hundred pods: whole ones would take all memory of the
 * registrar, and no pod of its node would be found.
 */
const WITHOUT = [
  'spec', 'managedFields', 'labels', 'finalizers', 'ownerReferences',
  'containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses',
];

/** All annotations of so many pods are in memory at a time: 256 KiB of each, and six times as much as JSON. */
const PAGE = 10;

/** Watches the pods of this registrar: those of its node that its selector matches and that may still run. */
export function podWatch(api: KubernetesApi, { node, podSelector }: Settings, listener: Listener<Pod>): ListWatch<Pod> {
  const watched = {
    path: '/api/v1/pods',
    fieldSelector: `spec.nodeName=${node},status.phase!=Failed,status.phase!=Succeeded`,
    labelSelector: podSelector,
    without: WITHOUT,
    page: PAGE,
    keep: podOf,
  };
  return new ListWatch(api, watched, listener);
}

/** Watches the namespaces, which say what their pods may have. */
export function namespaceWatch(api: KubernetesApi, listener: Listener<Namespace>): ListWatch<Namespace> {
  return new ListWatch(api, { path: '/api/v1/namespaces', keep: namespaceOf }, listener);
}

import { Namespace, namespaceOf } from './namespaces';
import { Pod, podOf } from './pod';
import { Settings } from './settings';
import { KubernetesApi } from '../../common/src/api';
import { ListWatch, Listener } from '../../common/src/list-watch';

/** Watches the pods of this registrar: those of its node that its selector matches. */
export function podWatch(api: KubernetesApi, { node, podSelector }: Settings, listener: Listener<Pod>): ListWatch<Pod> {
  const watched = { path: '/api/v1/pods', fieldSelector: `spec.nodeName=${node}`, labelSelector: podSelector, keep: podOf };
  return new ListWatch(api, watched, listener);
}

/** Watches the namespaces, which say what their pods may have. */
export function namespaceWatch(api: KubernetesApi, listener: Listener<Namespace>): ListWatch<Namespace> {
  return new ListWatch(api, { path: '/api/v1/namespaces', keep: namespaceOf }, listener);
}

import { DOMAIN } from '../../labels/domain';
import { NAME_LABEL } from '../../resources/network';

/** The pod's cluster, for what comes without a resource of its own, as statsd's metrics do. */
export const CLUSTER_ANNOTATION = `${DOMAIN}/cluster`;

/** Finds the pod that something came from, and writes on it whose pod that is. What an SDK says of itself stays. */
export function podAttributes() {
  const from = (key: string, tag_name: string) => ({ key, tag_name, from: 'pod' });
  return {
    auth_type: 'serviceAccount',
    // A watch of this node's pods, not of the cluster's.
    filter: { node_from_env_var: 'PLATFORM_NODE' },
    extract: {
      metadata: ['k8s.namespace.name', 'k8s.pod.name', 'k8s.pod.uid', 'k8s.node.name'],
      labels: [
        from(NAME_LABEL, 'service.name'),
        from('app.kubernetes.io/version', 'service.version'),
        from(`${DOMAIN}/team`, `${DOMAIN}.team`),
        from(`${DOMAIN}/release`, `${DOMAIN}.release`),
      ],
      annotations: [from(`${DOMAIN}/contact`, `${DOMAIN}.contact`), from(CLUSTER_ANNOTATION, 'k8s.cluster.name')],
    },
    pod_association: [{ sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] }, { sources: [{ from: 'connection' }] }],
  };
}

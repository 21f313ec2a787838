import {
  CLUSTER_ANNOTATION, CONTACT_ANNOTATION, DOMAIN, NAME_LABEL, RELEASE_LABEL, TEAM_LABEL, VERSION_LABEL,
} from '../../labels/keys';

/** Finds the pod that data came from, and adds the owner and service of the pod. Attributes that an SDK has set are kept. */
export function podAttributes() {
  const from = (key: string, tag_name: string) => ({ key, tag_name, from: 'pod' });
  return {
    auth_type: 'serviceAccount',
    // Watches only the pods of this node.
    filter: { node_from_env_var: 'PLATFORM_NODE' },
    extract: {
      metadata: ['k8s.namespace.name', 'k8s.pod.name', 'k8s.pod.uid', 'k8s.node.name'],
      labels: [
        from(NAME_LABEL, 'service.name'),
        from(VERSION_LABEL, 'service.version'),
        from(TEAM_LABEL, `${DOMAIN}.team`),
        from(RELEASE_LABEL, `${DOMAIN}.release`),
      ],
      annotations: [from(CONTACT_ANNOTATION, `${DOMAIN}.contact`), from(CLUSTER_ANNOTATION, 'k8s.cluster.name')],
    },
    pod_association: [{ sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] }, { sources: [{ from: 'connection' }] }],
  };
}

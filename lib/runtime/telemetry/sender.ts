import { SENDER_HEADER } from './gate';
import { literal } from './literal';
import {
  CONTACT_ANNOTATION, DOMAIN, NAME_LABEL, RELEASE_LABEL, TEAM_LABEL, VERSION_LABEL,
} from '../../labels/keys';

/*
 * Whoever sends, says what it likes. Where it runs and what it is called is what the API server says of the pod that has the
 * connection's address, or of the pod whose folder the kubelet has made for a log. Team and service are labels of the pod, which
 * its owner writes; those of the namespace are the infrastructure team's, and win.
 */

/** The address of the pod that sends. */
const ADDRESS = 'k8s.pod.ip';

/** The namespace of what no known pod has sent: no namespace can be called so. */
const UNKNOWN_NAMESPACE = '(unknown)';

/** Takes from data what only the platform says. */
export function withoutClaims() {
  const names = ['service[.]namespace$', 'deployment[.]environment', 'cloud[.]', 'host[.]', 'container[.]', 'k8s[.]'];
  return { attributes: [{ pattern: `^(${[...names, `${DOMAIN.replace('.', '[.]')}[.]`].join('|')})`, action: 'delete' }] };
}

/** Whose request it is, as the gate says. Packets of statsd come from the sender itself. */
export function senderAddress() {
  return { attributes: [{ key: ADDRESS, from_context: `metadata.${SENDER_HEADER}`, action: 'upsert' }] };
}

/** Finds the pod that data came from, and adds what it is and whose it is. */
export function podAttributes(source: 'connection' | 'path') {
  const from = (origin: 'pod' | 'namespace', key: string, tag_name: string) => ({ key, tag_name, from: origin });
  return {
    auth_type: 'serviceAccount',
    // Watches only the pods of this node.
    filter: { node_from_env_var: 'PLATFORM_NODE' },
    extract: {
      metadata: ['k8s.namespace.name', 'k8s.pod.name', 'k8s.pod.uid', 'k8s.node.name'],
      labels: [
        from('pod', NAME_LABEL, 'service.name'),
        from('pod', VERSION_LABEL, 'service.version'),
        from('pod', TEAM_LABEL, TEAM),
        from('pod', RELEASE_LABEL, `${DOMAIN}.release`),
        from('namespace', TEAM_LABEL, ofNamespace(TEAM)),
      ],
      annotations: [from('pod', CONTACT_ANNOTATION, CONTACT), from('namespace', CONTACT_ANNOTATION, ofNamespace(CONTACT))],
    },
    pod_association: source === 'connection'
      ? [{ sources: [{ from: 'resource_attribute', name: ADDRESS }] }, { sources: [{ from: 'connection' }] }]
      : [{ sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] }],
  };
}

/** What holds whatever the pod's labels say, once the pod is known. */
export function facts(where: { readonly [attribute: string]: string }) {
  return {
    attributes: [
      ...[TEAM, CONTACT].flatMap(attribute => [
        { key: attribute, from_attribute: ofNamespace(attribute), action: 'upsert' },
        { key: ofNamespace(attribute), action: 'delete' },
      ]),
      { key: 'k8s.namespace.name', value: UNKNOWN_NAMESPACE, action: 'insert' },
      { key: 'service.namespace', from_attribute: 'k8s.namespace.name', action: 'upsert' },
      ...Object.entries(where).map(([key, value]) => ({ key, value: literal(value), action: 'upsert' })),
    ],
  };
}

const TEAM = `${DOMAIN}.team`;
const CONTACT = `${DOMAIN}.contact`;

function ofNamespace(attribute: string): string {
  return `${attribute}.of-namespace`;
}

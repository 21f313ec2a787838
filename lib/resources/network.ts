import { Cluster } from '../cluster/cluster';
import { NAME_LABEL } from '../labels/keys';

/** A workload that may call, by name. */
export interface CallerPeer {
  readonly namespace: string;
  readonly name: string;
}

export interface NetworkPorts {
  /** Ports that callers reach. */
  readonly callers: number[];
  /** The port that ingress controllers and gateways reach. */
  readonly exposed?: number;
  /** The port that monitoring scrapes. */
  readonly metrics?: number;
  /** Ports that every pod of the cluster reaches. */
  readonly everyone?: number[];
  /** Ports on which the pods reach each other. */
  readonly peers?: number[];
  /** Whether the pods reach each other on every port. */
  readonly anyPortOfPeers?: boolean;
  /** Protocols other than TCP, by port number. */
  readonly protocols?: Map<number, string>;
}

/**
 * Only the peers listed here reach the pods. The kubelet always does, so probes and hooks need no rule.
 * Egress stays open: the callee decides.
 */
export function networkPolicySpec(
  podLabels: Record<string, string>, cluster: Cluster, callers: CallerPeer[], gatewayNamespaces: string[], ports: NetworkPorts,
) {
  const allow = (numbers: number[], from: object[]) =>
    numbers.length > 0 && from.length > 0
      ? [{ from, ports: numbers.map(port => ({ port, protocol: ports.protocols?.get(port) ?? 'TCP' })) }]
      : [];
  const rules = [
    ...allow(ports.callers, callers.map(podsOf)),
    ...allow(ports.everyone ?? [], [{ namespaceSelector: {} }]),
    ...allow(ports.peers ?? [], [{ podSelector: { matchLabels: podLabels } }]),
    ...(ports.anyPortOfPeers ? [{ from: [{ podSelector: { matchLabels: podLabels } }] }] : []),
    ...allow(ports.exposed === undefined ? [] : [ports.exposed], gatewayNamespaces.map(inNamespace)),
    ...allow(ports.metrics === undefined ? [] : [ports.metrics], [inNamespace(cluster.monitoringNamespace)]),
  ];
  return { podSelector: { matchLabels: podLabels }, policyTypes: ['Ingress'], ...(rules.length > 0 && { ingress: rules }) };
}

function inNamespace(namespace: string) {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
}

function podsOf(caller: CallerPeer) {
  return { ...inNamespace(caller.namespace), podSelector: { matchLabels: { [NAME_LABEL]: caller.name } } };
}

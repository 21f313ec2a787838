import { NAME_LABEL } from '../labels/keys';

/** A workload that may call, by name. */
export interface CallerPeer {
  readonly namespace: string;
  readonly name: string;
  /** The labels of its pods, if these do not have its name as all others. */
  readonly podLabels?: Record<string, string>;
}

/** A port of pods, or a range of ports. */
export interface NetworkPort {
  readonly port: number;
  readonly protocol: string;
  readonly endPort?: number;
}

/** Who reaches the pods at a port. */
export interface Opening {
  /** The sources; all if undefined. */
  readonly from?: object[];
  /** The port; all if undefined. */
  readonly port?: NetworkPort;
}

/** Only these reach the pods, a rule for each group and source. The kubelet always does, so probes and hooks need none. */
export function ingressRules(groups: Opening[][]): object[] {
  return groups.flatMap(group => {
    const openings = group.filter(each => each.from?.length !== 0);
    if (openings.length === 0) return openings;
    const rules = new Map<string, { from?: object[]; ports?: NetworkPort[] }>();
    for (const { from, port } of openings) {
      const key = openings.length === 1 ? '' : JSON.stringify(from ?? []);
      const { ports = [] } = rules.get(key) ?? {};
      rules.set(key, { ...(from && { from }), ...(port && { ports: ports.some(isSame(port)) ? ports : [...ports, port] }) });
    }
    return [...rules.values()];
  });
}

function isSame(port: NetworkPort) {
  return (other: NetworkPort) => other.port === port.port && other.protocol === port.protocol;
}

/** @param egress what the pods may reach; everything if undefined: the callee decides */
export function networkPolicySpec(podLabels: Record<string, string>, ingress: object[], egress?: object[]) {
  return {
    podSelector: { matchLabels: podLabels },
    policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
    ...(ingress.length > 0 && { ingress }),
    ...(egress && egress.length > 0 && { egress }),
  };
}

export function inNamespace(namespace: string) {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
}

export function podsOf(caller: CallerPeer) {
  return { ...inNamespace(caller.namespace), podSelector: { matchLabels: caller.podLabels ?? { [NAME_LABEL]: caller.name } } };
}

/** Ranges of addresses. */
export function ipBlocks(ranges: string[]) {
  return ranges.map(cidr => ({ ipBlock: { cidr } }));
}

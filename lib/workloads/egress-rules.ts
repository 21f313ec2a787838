import { isIP } from 'node:net';
import { DeclaredCaller } from './declared-callers';
import { Placement } from './placement';
import { Egress, EgressPeer, EgressPorts } from '../ports/egress';
import { Transport } from '../ports/transport';
import { inNamespace, ipBlocks, podsOf } from '../resources/network';
import { must, Problem } from '../validation/problem';

/** A host that something in the pods calls. */
export interface CalledHost {
  readonly host: string;
  readonly port: number;
}

/** The rules of a NetworkPolicy for what pods may reach; undefined if that is everything. */
export function egressRules(
  egress: Egress | undefined, hosts: CalledHost[], podLabels: Record<string, string>, placement: Placement,
): object[] | undefined {
  if (egress?.peers === undefined) return undefined;
  const { cluster, runtimeNamespace } = placement;
  return [
    { ports: [{ port: 53, protocol: Transport.UDP }, { port: 53, protocol: Transport.TCP }] },
    { to: [{ podSelector: { matchLabels: podLabels } }, inNamespace(runtimeNamespace)] },
    ...hosts.map(host => hostRule(host, cluster.dnsDomain)),
    ...egress.peers.map(peer => peerRule(peer, placement)).filter(rule => rule.to.length > 0),
  ];
}

/** A policy knows addresses and pods alone: a host outside the cluster is any address at that port. */
function hostRule({ host, port }: CalledHost, dnsDomain: string): object {
  const ports = [{ port, protocol: Transport.TCP }];
  const version = isIP(host);
  if (version !== 0) return { to: ipBlocks([`${host}/${version === 4 ? 32 : 128}`]), ports };
  const [, namespace] = host.replace(`.svc.${dnsDomain}`, '.svc').match(/^[^.]+\.([^.]+)\.svc$/) ?? [];
  // The pods behind a Service may have another port than it.
  return namespace === undefined ? { ports } : { to: [inNamespace(namespace)] };
}

function peerRule({ kind, _to: to }: EgressPeer, { cluster, namespace: own }: Placement) {
  const { name, namespace = own, ranges = [] } = to;
  switch (kind) {
    case 'ranges': return { to: ipBlocks(ranges), ...portsRule(to) };
    case 'namespace': return { to: [inNamespace(namespace)], ...portsRule(to) };
    case 'API server': return { to: ipBlocks(cluster.apiServerRanges ?? []), ...portsRule({ ports: cluster.apiServerPorts }) };
    default: return { to: [podsOf({ name: name!, namespace })], ...portsRule(to) };
  }
}

function portsRule({ ports = [], udpPorts = [] }: EgressPorts) {
  const all = [
    ...ports.map(port => ({ port, protocol: Transport.TCP })), ...udpPorts.map(port => ({ port, protocol: Transport.UDP })),
  ];
  return all.length > 0 ? { ports: all } : {};
}

/** The workloads of this app that pods may reach, as those who must be there. */
export function egressWorkloads(egress: Egress | undefined, { cluster, namespace: own }: Placement): DeclaredCaller[] {
  return (egress?.peers ?? []).flatMap(({ kind, _to: { name, namespace = own } }, n) => kind !== 'workload' ? [] : [{
    name: name!, namespace, elsewhere: false, field: `network.egress[${n}]`, spiffeId: cluster.spiffeId(namespace, name!),
  }]);
}

/** @param onNodesNetwork whether the pods have the addresses of their node */
export function egressProblems(egress: Egress | undefined, { cluster }: Placement, onNodesNetwork: boolean): Problem[] {
  if (egress?.peers === undefined) return [];
  return [
    ...must(!onNodesNetwork, {
      field: 'network.egress',
      rule: 'has no effect: pods on the network of their node are under no NetworkPolicy',
      fix: 'Leave it out, or HostAccess.network.',
    }),
    ...must(cluster.apiServerRanges !== undefined || !egress.peers.some(({ kind }) => kind === 'API server'), {
      field: 'network.egress',
      value: 'API_SERVER',
      rule: `the cluster ${cluster.name} does not say where its API server is`,
      fix: 'Set apiServerRanges on the Cluster, or use EgressPeer.ranges.',
    }),
  ];
}

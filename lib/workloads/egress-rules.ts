import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { calledPort, calleeOf } from './calls';
import { DeclaredCaller } from './declared-callers';
import { Placement } from './placement';
import { adoptedLabels, ReachedPort, reachedAt, registeredAs } from './registry';
import { Call } from '../ports/call';
import { Egress, EgressPeer, EgressPorts } from '../ports/egress';
import { Transport } from '../ports/transport';
import { workloadPath } from '../resources/names';
import { inNamespace, ipBlocks, NetworkPort, podsOf } from '../resources/network';
import { must, Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';

/** A host that something in the pods calls. */
export interface CalledHost {
  readonly host: string;
  readonly port: number;
}

/** The rules of a NetworkPolicy for what pods may reach; undefined if that is everything. */
export function egressRules(
  scope: IConstruct, egress: Egress | undefined, hosts: CalledHost[], podLabels: Record<string, string>, placement: Placement,
  calls: Call[] = [],
): object[] | undefined {
  if (egress?.peers === undefined) return undefined;
  const { cluster, runtimeNamespace } = placement;
  return [
    { ports: [{ port: 53, protocol: Transport.UDP }, { port: 53, protocol: Transport.TCP }] },
    { to: [{ podSelector: { matchLabels: podLabels } }, inNamespace(runtimeNamespace)] },
    ...hosts.map(host => hostRule(host, cluster.dnsDomain)),
    ...calls.map(call => callRule(scope, call, placement)),
    ...egress.peers.map(peer => peerRule(scope, peer, placement)).filter(rule => rule.to.length > 0),
  ];
}

/** A callee of this app at the port that is called; of another app, whose ports nobody knows here, at all. */
function callRule(scope: IConstruct, call: Call, placement: Placement): object {
  const { name, port, _to: { external, elsewhere, host } } = call;
  const { cluster } = placement;
  if (external) return hostRule({ host: host!, port: port! }, cluster.dnsDomain);
  const { namespace } = calleeOf(call, placement);
  const [callee] = elsewhere ? [] : registeredAs(scope, workloadPath(cluster.name, namespace, name));
  const at = callee?.served?.().find(each => each.port === calledPort(call, cluster))?.at;
  return { to: [podsOf({ name, namespace, podLabels: callee?.podLabels })], ...(at && { ports: [at] }) };
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

function peerRule(scope: IConstruct, peer: EgressPeer, placement: Placement) {
  const { kind, _to: to } = peer;
  const { cluster } = placement;
  const { name, namespace = placement.namespace, ranges = [] } = to;
  switch (kind) {
    case 'ranges': return { to: ipBlocks(ranges), ...portsRule(to) };
    case 'namespace': return { to: [inNamespace(namespace)], ...portsRule(to) };
    case 'API server': return { to: ipBlocks(cluster.apiServerRanges ?? []), ...portsRule({ ports: cluster.apiServerPorts }) };
    default: {
      const podLabels = adoptedLabels(scope, cluster.name, namespace, name!);
      return { to: [podsOf({ name: name!, namespace, podLabels })], ...portsRule(to, portsOfCallee(scope, peer, placement)) };
    }
  }
}

/** @param known where the workload is reached, if this app has it */
function portsRule({ ports = [], udpPorts = [] }: EgressPorts, known?: ReachedPort[]) {
  const targets = (protocol: Transport) => (number: number) => {
    const found = known ? targetsOf(known, number, protocol) : [];
    return found.length > 0 ? found : [{ port: number, protocol }];
  };
  const listed = [...ports.flatMap(targets(Transport.TCP)), ...udpPorts.flatMap(targets(Transport.UDP))];
  const all = [...new Map(listed.map(each => [`${each.port} ${each.protocol}`, each])).values()];
  return all.length > 0 ? { ports: all } : {};
}

/** The workloads of this app that pods may reach, as those who must be there. */
export function egressWorkloads(egress: Egress | undefined, { cluster, namespace: own }: Placement): DeclaredCaller[] {
  return (egress?.peers ?? []).flatMap(({ kind, _to: { name, namespace = own } }, n) => kind !== 'workload' ? [] : [{
    name: name!, namespace, elsewhere: false, field: `network.egress[${n}]`, spiffeId: cluster.spiffeId(namespace, name!),
  }]);
}

/** Ports at which a workload of this app is not reached. Call it once the whole tree is built. */
export function egressPortProblems(scope: IConstruct, egress: Egress | undefined, placement: Placement): Problem[] {
  return (egress?.peers ?? []).flatMap((peer, n): Problem[] => {
    const { ports = [], udpPorts = [], name, namespace = placement.namespace } = peer._to;
    const known = portsOfCallee(scope, peer, placement);
    if (known === undefined) return [];
    return Object.entries({ ports, udpPorts }).flatMap(([property, numbers]) => {
      const protocol = property === 'ports' ? Transport.TCP : Transport.UDP;
      const numbersOf = () => known.filter(({ at }) => at.protocol === protocol).map(({ number }) => `${number}`);
      return numbers.filter(number => targetsOf(known, number, protocol).length === 0).map(value => ({
        field: `network.egress[${n}].${property}`,
        value,
        rule: `is no port of ${namespace}/${name} that others reach`,
        fix: `${suggest('ports', numbersOf())} Without ports, all are allowed.`,
      }));
    });
  });
}

/** Where a workload of this app is reached; those of the workload itself reach each other anyway. */
function portsOfCallee(
  scope: IConstruct, { kind, _to: { name, namespace } }: EgressPeer, { cluster, namespace: own, name: self }: Placement,
): ReachedPort[] | undefined {
  if (kind !== 'workload' || (name === self && (namespace ?? own) === own)) return undefined;
  return reachedAt(scope, cluster.name, namespace ?? own, name!);
}

/** A port of the application means that of the proxy before it, if there is one. */
function targetsOf(known: ReachedPort[], number: number, protocol: Transport): NetworkPort[] {
  const isIt = ({ number: first, at: { port, endPort } }: ReachedPort) => (
    first === number || port === number || (endPort !== undefined && number > first && number <= endPort)
  );
  return known.filter(each => each.at.protocol === protocol && isIt(each))
    .map(({ at }) => at.endPort === undefined ? at : { port: number, protocol });
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

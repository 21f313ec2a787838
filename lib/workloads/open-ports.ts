import { DeclaredCaller, declaredCallers, spiffeIdsOf } from './declared-callers';
import { DeclaredPort } from './declared-ports';
import { KindTraits } from './kind-traits';
import { Placement } from './placement';
import { Cluster } from '../cluster/cluster';
import { AnySource } from '../ports/port-access';
import { TrafficProtocol } from '../ports/traffic-protocol';
import { Transport } from '../ports/transport';
import { Plaintext } from '../requirements/plaintext';
import { AppPort } from '../runtime/workload-intent';
import { Problem } from '../validation/problem';

/** A port of the pods, and who may reach it. */
export interface OpenPort extends DeclaredPort {
  /** The workloads that may call it, its own and those of the whole workload. */
  readonly callers: DeclaredCaller[];
  /** Those that only this port has. */
  readonly ownCallers: DeclaredCaller[];
  readonly everyPod: boolean;
  /** Whether it is a proxy's to stand before it, on a cluster that has one. */
  readonly proxied: boolean;
  /** Whether ingress controllers or gateways call it. */
  readonly exposed: boolean;
  /** Set if callers also reach it past the proxy that stands before it. */
  readonly plaintext?: Plaintext;
}

/** What of a workload decides who may reach its ports. */
export interface PortOwner {
  readonly placement: Placement;
  readonly traits: KindTraits;
  /** The callers of the whole workload. */
  readonly callers: DeclaredCaller[];
}

/** The application's ports. */
export function openPorts(declared: DeclaredPort[], owner: PortOwner): OpenPort[] {
  const exposed = exposedPorts(declared, owner.traits.exposedPorts ?? []);
  return declared.map(port => openPort(port, owner, exposed.includes(port), mayBeProxied(port, owner.traits)));
}

/** A port of a container beside the application, before which no proxy stands. */
export function sidecarPort(declared: DeclaredPort, owner: PortOwner): OpenPort {
  return openPort(declared, owner, false, false);
}

function openPort(declared: DeclaredPort, owner: PortOwner, exposed: boolean, proxied: boolean): OpenPort {
  const { access } = declared.port;
  const { traits, callers, placement } = owner;
  const ownCallers = access._own.length > 0 ? declaredCallers(access._own, placement, `${declared.field}.access`) : [];
  const everyPod = access._has(AnySource.EVERY_POD) || (access._callers && (traits.servesEveryPod ?? false));
  const shared = access._callers && !everyPod ? callers : [];
  const plaintext = proxied && placement.cluster.identity && access._certified ? traits.traffic?.plaintext : undefined;
  return {
    ...declared,
    ...(plaintext && { plaintext }),
    ownCallers,
    callers: ownCallers.length > 0 ? [...shared, ...ownCallers] : shared,
    everyPod,
    proxied,
    exposed,
  };
}

function mayBeProxied({ port }: DeclaredPort, { proxied = false }: KindTraits): boolean {
  const { transport, access, proxy, lastNumber } = port;
  return proxied && transport === Transport.TCP && proxy === undefined && lastNumber === undefined
    && (access._certified || access._uncertified);
}

/** Those with these names; where there is none, the first that speaks HTTP, or else the first one. */
function exposedPorts(declared: DeclaredPort[], names: (string | undefined)[]): DeclaredPort[] {
  const main = mainPort(declared);
  return declared.filter(each => names.includes(each.port.name) || (each === main && names.includes(undefined)));
}

/** The port that an exposure without a port's name means. */
export function mainPort(declared: DeclaredPort[]): DeclaredPort | undefined {
  const possible = declared.filter(canBeExposed);
  return possible.find(({ port }) => port.protocol !== TrafficProtocol.TCP) ?? possible[0];
}

/** Whether an ingress controller or gateway can call it. */
export function canBeExposed({ port: { transport, access, lastNumber } }: DeclaredPort): boolean {
  return transport === Transport.TCP && lastNumber === undefined && (access._certified || access._uncertified);
}

/** As components see it. */
export function appPort({ port, callers, ownCallers, everyPod, exposed }: OpenPort, cluster: Cluster): AppPort {
  const { name, number, protocol, access } = port;
  const hasCallersOfAll = access._callers && ownCallers.length === 0;
  const prefixes = everyPod ? [cluster._spiffePrefix()] : access._namespaces.map(each => cluster._spiffePrefix(each));
  return {
    name,
    number,
    http: protocol !== TrafficProtocol.TCP,
    http2: protocol === TrafficProtocol.HTTP2,
    ...(!hasCallersOfAll && { callers: spiffeIdsOf(callers) }),
    ...(prefixes.length > 0 && { callerPrefixes: prefixes }),
    ...(exposed && { exposed }),
  };
}

/** On a cluster with identity: what would pass the proxy by, or could not pass it at all. */
export function proxyProblems(ports: OpenPort[], cluster: Cluster, { proxied = false }: KindTraits): Problem[] {
  if (cluster.identity === undefined || !proxied) return [];
  return ports.filter(each => !isRight(each)).map(({ port: { name, transport }, field, proxied: mayBe }) => {
    const without = transport === Transport.TCP
      ? 'is a range or of a sidecar, before which no proxy stands' : `is ${transport}, before which no proxy can stand`;
    return {
      field,
      value: name,
      rule: `${mayBe ? 'is for others than pods, who have no certificate for the proxy' : without}, `
        + `on the cluster ${cluster.name} with identity`,
      fix: 'Write it in ports with proxy: PortProxy.none(reason), if that may be, or another access.',
    };
  });
}

/** Whether all who may reach a port can pass the proxy, or need not. */
function isRight({ port: { access, proxy }, proxied, exposed }: OpenPort): boolean {
  if (proxy !== undefined || !(access._certified || access._uncertified)) return true;
  return proxied && (exposed || !access._uncertified);
}

/** For people to read: ports before which no proxy stands, where there is one. */
export function unproxiedPorts(ports: OpenPort[], { identity }: Cluster, { proxied = false }: KindTraits): string | undefined {
  if (identity === undefined || !proxied) return undefined;
  const lines = ports.flatMap(({ port: { name, number, transport, proxy } }) => (
    proxy ? [`${name} ${number}/${transport}: ${proxy.reason}`] : []
  ));
  return lines.length > 0 ? lines.join('\n') : undefined;
}

import { DeclaredCaller } from './declared-callers';
import { Endpoints, networkPort } from './endpoints';
import { OpenPort } from './open-ports';
import { Cluster } from '../cluster/cluster';
import { AnySource } from '../ports/port-access';
import { inNamespace, ipBlocks, NetworkPort, Opening } from '../resources/network';

/** Who reaches pods, besides what their ports say. */
export interface Openness {
  /** Whether the pods of the workload reach each other at each port for callers. */
  readonly peersReachAll?: boolean;
  /** Whether they reach each other at any port. */
  readonly anyPortOfPeers?: boolean;
  /** The namespaces of the ingress controllers and gateways that call exposed ports. */
  readonly gateways?: string[];
}

/** The pods of a caller. */
type PodsOf = (caller: DeclaredCaller) => object;

/** Who reaches the pods where, in groups. */
export function openings(
  ports: OpenPort[], endpoints: Endpoints, podLabels: Record<string, string>, cluster: Cluster, open: Openness, podsOf: PodsOf,
): Opening[][] {
  const peers = [{ podSelector: { matchLabels: podLabels } }];
  const apiServer = ipBlocks(cluster.apiServerRanges ?? []);
  const groups: Opening[][] = Array.from({ length: GROUPS }, () => []);
  if (open.anyPortOfPeers) groups[Group.ANY_PORT].push({ from: peers });
  for (const port of ports) {
    const { callers, everyPod, exposed, port: { access } } = port;
    const add = (group: Group, from: object[] | undefined, to: NetworkPort) => groups[group].push({ from, port: to });
    for (const door of endpoints.doors(port)) {
      if (callers.length > 0) add(Group.CALLERS, callers.map(podsOf), door);
      if (everyPod) add(Group.EVERY_POD, [{ namespaceSelector: {} }], door);
      if (access._namespaces.length > 0) add(Group.NAMESPACES, access._namespaces.map(inNamespace), door);
    }
    if (isForPeers(port, open)) add(Group.PEERS, peers, itself(port));
    if (exposed) add(Group.GATEWAYS, (open.gateways ?? []).map(inNamespace), endpoints.plainTarget(port));
    if (access._has(AnySource.MONITORING)) add(Group.MONITORING, [inNamespace(cluster.monitoringNamespace)], itself(port));
    if (!access._uncertified) continue;
    if (access._ranges.length > 0) add(Group.RANGES, ipBlocks(access._ranges), endpoints.plainTarget(port));
    if (access._has(AnySource.API_SERVER)) add(Group.API_SERVER, apiServer, endpoints.plainTarget(port));
    if (access._has(AnySource.WORLD)) add(Group.WORLD, undefined, endpoints.plainTarget(port));
  }
  return groups;
}

/** In the order of the rules. */
enum Group { CALLERS, EVERY_POD, PEERS, ANY_PORT, GATEWAYS, MONITORING, NAMESPACES, RANGES, API_SERVER, WORLD }

const GROUPS = Group.WORLD + 1;

function isForPeers({ port: { access } }: OpenPort, { peersReachAll = false }: Openness): boolean {
  return access._has(AnySource.PEERS) || (peersReachAll && !access._nobody && !access._monitoringOnly);
}

function itself(port: OpenPort): NetworkPort {
  return networkPort(port, port.port.number);
}

import { Endpoints, networkPort } from './endpoints';
import { OpenPort } from './open-ports';
import { Cluster } from '../cluster/cluster';
import { AnySource } from '../ports/port-access';
import { inNamespace, ipBlocks, Opening, podsOf } from '../resources/network';

/** Who reaches pods, besides what their ports say. */
export interface Openness {
  /** Whether the pods of the workload reach each other at each port for callers. */
  readonly peersReachAll?: boolean;
  /** Whether they reach each other at any port. */
  readonly anyPortOfPeers?: boolean;
  /** The namespaces of the ingress controllers and gateways that call exposed ports. */
  readonly gateways?: string[];
}

/** Who reaches the pods where, in groups. */
export function openings(
  ports: OpenPort[], endpoints: Endpoints, podLabels: Record<string, string>, cluster: Cluster, open: Openness,
): Opening[][] {
  const peers = [{ podSelector: { matchLabels: podLabels } }];
  const isPeers = ({ port: { access } }: OpenPort) => (
    access._has(AnySource.PEERS) || (open.peersReachAll === true && !access._nobody && !access._monitoringOnly)
  );
  const of = (admits: (port: OpenPort) => boolean, make: (port: OpenPort) => Opening) => (
    ports.flatMap(port => admits(port) ? make(port) : [])
  );
  const has = (source: AnySource) => ({ port: { access } }: OpenPort) => access._has(source);
  const itself = (port: OpenPort) => networkPort(port, port.port.number);
  return [
    of(({ callers }) => callers.length > 0, port => ({ from: port.callers.map(podsOf), port: endpoints.target(port) })),
    of(({ everyPod }) => everyPod, port => ({ from: [{ namespaceSelector: {} }], port: endpoints.target(port) })),
    of(isPeers, port => ({ from: peers, port: itself(port) })),
    open.anyPortOfPeers ? [{ from: peers }] : [],
    of(({ exposed }) => exposed, port => ({ from: (open.gateways ?? []).map(inNamespace), port: endpoints.plainTarget(port) })),
    of(has(AnySource.MONITORING), port => ({ from: [inNamespace(cluster.monitoringNamespace)], port: itself(port) })),
    of(({ port: { access } }) => access._namespaces.length > 0, port => (
      { from: port.port.access._namespaces.map(inNamespace), port: endpoints.target(port) }
    )),
    of(({ port: { access } }) => access._ranges.length > 0, port => (
      { from: ipBlocks(port.port.access._ranges), port: endpoints.plainTarget(port) }
    )),
    of(has(AnySource.API_SERVER), port => ({ from: ipBlocks(cluster.apiServerRanges ?? []), port: endpoints.plainTarget(port) })),
    of(has(AnySource.WORLD), port => ({ port: endpoints.plainTarget(port) })),
  ];
}

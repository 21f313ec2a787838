import { Endpoints } from './endpoints';
import { ServedPort } from './registry';
import { Cluster } from '../cluster/cluster';
import { AnySource } from '../ports/port-access';
import { Transport } from '../ports/transport';

/**
 * The ports of a workload's main Service, as those see them who call it.
 *
 * @param headless whether its clients call the pods themselves, past the numbers of the Service
 */
export function servedPorts(endpoints: Endpoints, cluster: Cluster, headless: boolean): ServedPort[] {
  return endpoints.clientPorts().filter(({ port: { protocol } }) => protocol === Transport.TCP).map(({ of, port }) => {
    const { name, protocol, access } = of.port;
    const prefixes = of.everyPod ? [cluster._spiffePrefix()] : access._namespaces.map(each => cluster._spiffePrefix(each));
    const world = cluster.identity === undefined && access._has(AnySource.WORLD);
    return {
      name,
      port: headless ? port.targetPort : port.port,
      protocol,
      at: endpoints.target(of),
      proxied: endpoints.entryOf(of) !== undefined,
      ownCallers: of.ownCallers.length > 0,
      serves: access._certified || access._uncertified,
      lets: (id: string) => world || of.callers.some(({ spiffeId }) => spiffeId === id)
        || prefixes.some(prefix => id.startsWith(prefix)),
    };
  });
}

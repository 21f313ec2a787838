import { ContainerProps, Protocol } from 'cdk8s-plus-27';
import { acceptsConnections } from './container-ports';
import { Endpoints, ServicePort } from './endpoints';
import { AppPort } from '../runtime/workload-intent';

/** The endpoints of a workload without a proxy: its own ports. */
export function directEndpoints(ports: AppPort[], metricsPort: number | undefined, container: ContainerProps): Endpoints {
  const protocols = protocolsOf(container);
  const servicePort = (name: string, port: number): ServicePort => ({
    name, port, targetPort: port, protocol: protocols.get(port) ?? 'TCP',
  });
  const own = ports.map(port => servicePort(port.name, port.number));
  return {
    ports: [...own, ...(metricsPort === undefined ? [] : [servicePort('metrics', metricsPort)])],
    network: { callers: own.map(({ port }) => port), metrics: metricsPort, protocols },
  };
}

/** The default readiness probe, on a TCP port: a probe cannot connect to other protocols. */
export function acceptsTcpConnections(container: ContainerProps) {
  const protocols = protocolsOf(container);
  return acceptsConnections({ ...container, ports: container.ports?.filter(port => !protocols.has(port.number)) });
}

/** The protocols other than TCP, by port number. */
function protocolsOf({ ports = [] }: ContainerProps): Map<number, string> {
  return new Map(ports.flatMap(port =>
    port.protocol === undefined || port.protocol === Protocol.TCP ? [] : [[port.number, port.protocol] as const]));
}

import { PodPlan } from '../pod/pod-plan';
import { NetworkPorts } from '../resources/network';
import { WorkloadIntent } from '../runtime/workload-intent';
import { Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: string;
  /** What gateways speak to it, if that is not what they speak to any port. */
  readonly appProtocol?: string;
}

export interface Endpoints {
  readonly ports: ServicePort[];
  /** The port of the Service that ingress controllers and gateways call. */
  readonly exposed?: ServicePort;
  readonly network: NetworkPorts;
}

/** HTTP/2 without TLS, from the first byte on. */
const H2C = { appProtocol: 'kubernetes.io/h2c' };

/** The endpoints of a workload: its own ports, or those of a runtime component in front of them. */
export function endpointsOf(workload: WorkloadIntent, pod: PodPlan, metricsPort: number | undefined): Endpoints {
  const exposedEntry = pod._read().exposedEntry?.port;
  const ports = workload.ports.map((port, n): ServicePort => {
    const entry = pod.entryOf(port.name);
    const main = port.http ? (entry ? 443 : 80) : port.number;
    return {
      name: entry && port.http ? `${port.name}s` : port.name,
      port: n === 0 ? main : port.number,
      // By number: before 1.29 a Service cannot find a sidecar's ports by name.
      targetPort: entry ?? port.number,
      protocol: 'TCP',
      ...(entry === undefined && port.http2 && H2C),
    };
  });
  // A component that requires certificates opens a second port for clients that have none.
  const plain: ServicePort[] = workload.exposed && exposedEntry !== undefined
    ? [{ name: 'plain', port: 80, targetPort: exposedEntry, protocol: 'TCP', ...(workload.ports[0].http2 && H2C) }]
    : [];
  const exposed = plain[0] ?? ports[0];
  const metrics: ServicePort[] = metricsPort === undefined ? [] : [{
    name: 'metrics', port: metricsPort, targetPort: metricsPort, protocol: 'TCP',
  }];
  return {
    ports: [...ports, ...plain, ...metrics],
    exposed,
    network: {
      callers: ports.map(port => port.targetPort),
      exposed: workload.exposed ? exposed?.targetPort : undefined,
      metrics: metricsPort,
    },
  };
}

/** The API server refuses a Service whose ports share a name or a number. */
export function endpointProblems({ ports }: Endpoints): Problem[] {
  return [...repeated(ports.map(port => port.name)), ...repeated(ports.map(port => port.port))].map(value => ({
    field: 'container.ports',
    value,
    rule: 'would appear twice in the ports of the Service',
    fix: 'Give the port another name and number.',
  }));
}

import { ContainerPort, Protocol } from 'cdk8s-plus-27';
import type { ContainerPort as PortSpec } from 'kubernetes-types/core/v1';
import { isNamedForMetrics } from './metrics-name';
import { Port } from './port';
import { Transport } from './transport';

const PROTOCOLS: Record<Transport, Protocol> = {
  [Transport.TCP]: Protocol.TCP, [Transport.UDP]: Protocol.UDP, [Transport.SCTP]: Protocol.SCTP,
};

/** Ports as a container of cdk8s-plus lists them, which has no ranges. */
export function containerPorts(ports: Port[]): ContainerPort[] {
  return ports.filter(({ lastNumber }) => lastNumber === undefined).map(({ name, number, transport }) => (
    { name, number, protocol: PROTOCOLS[transport] }
  ));
}

/** The port of a container that probes ask unless they name another one: its first of TCP, rather not one for monitoring. */
export function mainPort(all: PortSpec[], typed: Port[]): number | undefined {
  const isForMonitoring = ({ name, containerPort }: PortSpec) => (
    isNamedForMetrics(name) || typed.some(({ number, access }) => number === containerPort && access._monitoringOnly)
  );
  const ports = all.filter(({ protocol }) => protocol === Transport.TCP);
  return (ports.find(port => !isForMonitoring(port)) ?? ports[0])?.containerPort;
}

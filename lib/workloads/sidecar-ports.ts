import { DeclaredPort } from './declared-ports';
import { OpenPort, PortOwner, sidecarPort } from './open-ports';
import { PlannedContainer } from '../pod/pod-contents';
import { PodPlan } from '../pod/pod-plan';
import { isNamedForMetrics } from '../ports/container-port';
import { Port } from '../ports/port';
import { Transport } from '../ports/transport';

/** Ports of containers beside the application that somebody may reach: their own `ports`, and those named for metrics. */
export function sidecarPorts(pod: PodPlan, owner: PortOwner): OpenPort[] {
  return pod._read().containers.filter(({ sidecar }) => sidecar).flatMap(declared).map(port => sidecarPort(port, owner));
}

function declared({ name, ports, container: { spec } }: PlannedContainer): DeclaredPort[] {
  const field = `pod.containers["${name}"].ports`;
  const known = new Set(ports.map(port => port.name));
  const metrics = (spec.ports ?? []).flatMap(port => (
    port.name !== undefined && isNamedForMetrics(port.name) && port.protocol === Transport.TCP && !known.has(port.name)
      ? [Port.metrics(port.containerPort, { name: port.name })] : []
  ));
  return [...ports, ...metrics].map(port => ({ port, field, short: false }));
}

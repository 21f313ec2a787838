import { DeclaredPort } from './declared-ports';
import { OpenPort, PortOwner, sidecarPort } from './open-ports';
import { PlannedContainer } from '../pod/pod-contents';
import { PodPlan } from '../pod/pod-plan';
import { isNamedForMetrics } from '../ports/container-port';
import { Port } from '../ports/port';
import { Transport } from '../ports/transport';

/** Ports of containers beside the application that somebody may reach: their own `ports`, and those named for metrics. */
export function sidecarPorts(pod: PodPlan, owner: PortOwner): OpenPort[] {
  return pod._read().containers.flatMap(each => each.sidecar ? portsOf(each) : []).map(port => sidecarPort(port, owner));
}

function portsOf({ name, ports, container: { spec } }: PlannedContainer): DeclaredPort[] {
  const metrics = spec.ports?.filter(port => isNamedForMetrics(port.name) && port.protocol === Transport.TCP) ?? [];
  // Most sidecars have neither.
  if (ports.length === 0 && metrics.length === 0) return [];
  const own = metrics.filter(port => ports.every(each => each.name !== port.name))
    .map(port => Port.metrics(port.containerPort, { name: port.name }));
  return [...ports, ...own].map(port => ({ port, field: `pod.containers["${name}"].ports`, short: false }));
}

import { DeclaredPort } from './declared-ports';
import { OpenPort, PortOwner, sidecarPort } from './open-ports';
import { PlannedContainer } from '../pod/pod-contents';
import { PodPlan } from '../pod/pod-plan';
import { isNamedForMetrics } from '../ports/metrics-name';
import { Port } from '../ports/port';
import { Transport } from '../ports/transport';

/** The application's ports, and those of containers that are there when they are asked for. */
export function portsOfPod(own: OpenPort[], pod: PodPlan, owner: PortOwner): () => OpenPort[] {
  let all = own;
  let seen = 0;
  return () => {
    const { containers } = pod._read();
    if (containers.length === seen) return all;
    all = all.concat(sidecarPorts(containers.slice(seen), owner));
    seen = containers.length;
    return all;
  };
}

/** Ports of containers beside the application that somebody may reach: their own `ports`, and those named for metrics. */
function sidecarPorts(containers: PlannedContainer[], owner: PortOwner): OpenPort[] {
  return containers.flatMap(each => each.sidecar ? portsOf(each) : []).map(port => sidecarPort(port, owner));
}

function portsOf({ name, ports, container: { spec } }: PlannedContainer): DeclaredPort[] {
  const metrics = spec.ports?.filter(port => isNamedForMetrics(port.name) && port.protocol === Transport.TCP) ?? [];
  // Most sidecars have neither.
  if (ports.length === 0 && metrics.length === 0) return [];
  const own = metrics.filter(port => ports.every(each => each.name !== port.name))
    .map(port => Port.metrics(port.containerPort, { name: port.name }));
  return [...ports, ...own].map(port => ({ port, field: `pod.containers["${name}"].ports`, short: false }));
}

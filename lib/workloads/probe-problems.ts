import type { Container, Probe } from 'kubernetes-types/core/v1';
import { HealthChecks } from '../pod/health-check';
import { PodPlan } from '../pod/pod-plan';
import { must, Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';
import { keyed } from '../validation/words';

/** Neither the API server nor a linter finds a probe of a port that the container does not have, or not by TCP. */
export function probeProblems(container: Container, health: HealthChecks = {}): Problem[] {
  return askedPorts(container).flatMap(({ name, port }) => {
    const field = health[name as keyof HealthChecks] ? `health.${name}.port` : `container.${name}`;
    const known = [...transportsOf(container).keys()];
    if (known.includes(port) || isHook(name)) return transportProblems(field, port, container);
    return [{
      field,
      value: port,
      rule: 'probes a port that the container does not have',
      fix: `Add it to ports with PortAccess.KUBELET, or probe another port. ${suggest('ports', known.map(String))}`,
    }];
  });
}

/** The same of the containers beside the application, which may ask ports that they do not list. */
export function plannedProbeProblems(plan: PodPlan): Problem[] {
  return plan._read().containers.flatMap(({ name: container, container: { spec } }) => (
    askedPorts(spec).flatMap(({ name, port }) => (
      transportProblems(`${keyed('pod.containers', container)}.${name}`, port, spec)
    ))
  ));
}

/** A kubelet asks by TCP, so that of a UDP port there would never be an answer. */
function transportProblems(field: string, port: number, container: Container): Problem[] {
  const transports = transportsOf(container).get(port) ?? ['TCP'];
  return must(transports.includes('TCP'), {
    field,
    value: port,
    rule: `asks by TCP a port that is ${transports.join(' and ')}`,
    fix: 'Ask a TCP port, or run a command: HealthCheck.command([...]).',
  });
}

interface Asked {
  readonly name: string;
  readonly port: number;
}

/** The ports that the kubelet asks, if a probe or hook names one. */
function askedPorts({ startupProbe, readinessProbe, livenessProbe, lifecycle }: Container): Asked[] {
  const asked: Asked[] = [];
  ask(asked, 'startup', startupProbe);
  ask(asked, 'readiness', readinessProbe);
  ask(asked, 'liveness', livenessProbe);
  ask(asked, 'lifecycle.postStart', lifecycle?.postStart);
  ask(asked, 'lifecycle.preStop', lifecycle?.preStop);
  return asked;
}

function ask(asked: Asked[], name: string, probe: Pick<Probe, 'httpGet' | 'tcpSocket' | 'grpc'> | undefined): void {
  if (probe === undefined) return;
  const port = (probe.httpGet ?? probe.tcpSocket ?? probe.grpc)?.port;
  // That none is there for a check is told with the check.
  if (port) asked.push({ name, port: Number(port) });
}

/** A hook may ask another container of the pod. */
function isHook(name: string): boolean {
  return name.startsWith('lifecycle');
}

function transportsOf({ ports = [] }: Container): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const { containerPort, protocol = 'TCP' } of ports) {
    found.set(containerPort, [...found.get(containerPort) ?? [], protocol]);
  }
  return found;
}

import { ContainerProps } from 'cdk8s-plus-27';
import type { Container, Probe } from 'kubernetes-types/core/v1';
import { addedByBoth, broughtVolumeProblems, mountProblems } from './volume-problems';
import { Application } from '../pod/application';
import { HealthChecks } from '../pod/health-check';
import { PodPlan } from '../pod/pod-plan';
import { cpuMillis } from '../pod/quantity';
import { DNS_LABEL, DNS_LABEL_RULE } from '../validation/patterns';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { suggest } from '../validation/suggest';

export function resourceProblems({ resources }: ContainerProps): Problem[] {
  const problems: Problem[] = [];
  const check = (name: string, request: number | undefined, limit: number | undefined, unit: string) => {
    if (request !== undefined && limit !== undefined && limit < request) {
      problems.push({
        field: `container.resources.${name}.limit`,
        value: `${limit}${unit}`,
        rule: `must not be below the request, ${request}${unit}`,
        fix: 'Raise the limit, lower the request, or leave the limit out.',
      });
    }
  };
  const millis = (cpu?: { amount: string }) => cpu && cpuMillis(cpu.amount);
  check('cpu', millis(resources?.cpu?.request), millis(resources?.cpu?.limit), 'm');
  check('memory', resources?.memory?.request?.toKibibytes(), resources?.memory?.limit?.toKibibytes(), 'Ki');
  check(
    'ephemeralStorage',
    resources?.ephemeralStorage?.request?.toKibibytes(),
    resources?.ephemeralStorage?.limit?.toKibibytes(),
    'Ki',
  );
  return problems;
}

/** Neither the API server nor a linter finds a probe of a port that the container does not have. */
export function probeProblems(container: Container, health: HealthChecks = {}): Problem[] {
  // The kubelet connects by TCP alone.
  const ports = (container.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP').map(port => port.containerPort);
  const probes: ['startup' | 'readiness' | 'liveness', Probe | undefined][] = [
    ['startup', container.startupProbe], ['readiness', container.readinessProbe], ['liveness', container.livenessProbe],
  ];
  return probes.flatMap(([name, probe]) => {
    const port = (probe?.httpGet ?? probe?.tcpSocket ?? probe?.grpc)?.port;
    // None of its own is told with the check.
    if (!port || ports.includes(Number(port))) return [];
    return [{
      field: health[name] ? `health.${name}.port` : `container.${name}`,
      value: port,
      rule: 'probes a TCP port that the container does not have',
      fix: `Add it to ports with PortAccess.KUBELET, or probe another port. ${suggest('ports', ports.map(String))}`,
    }];
  });
}

/** Ports, names and variables that the user and the components add to a pod must not collide. */
export function clashProblems(app: Application, configEnv: string[], plan: PodPlan): Problem[] {
  const names = [app.name, ...plan._read().containers.map(({ name }) => name)];
  return [
    conflictProblems(plan),
    repeatedContainerProblems(names, app, plan),
    patchProblems(names, plan),
    containerNameProblems(names),
    renderingProblems(app, plan),
    broughtVolumeProblems(app, plan),
    mountProblems(app, plan),
    variableProblems(app, configEnv, plan),
  ].flat();
}

function conflictProblems(plan: PodPlan): Problem[] {
  return plan._read().conflicts.map(({ what, first, second }) => ({
    field: 'pod', value: what, rule: addedByBoth(`${first}`, `${second}`), fix: 'Choose another name.',
  }));
}

function repeatedContainerProblems(names: string[], app: Application, plan: PodPlan): Problem[] {
  return repeated(names).map(value => ({
    field: 'pod.containers', value, rule: `is added by ${addersOf(value, app, plan)}`, fix: 'Choose another name.',
  }));
}

function patchProblems(names: string[], plan: PodPlan): Problem[] {
  const patched = new Set(plan._read().patches.flatMap(({ container }) => container ?? []));
  return [...patched].filter(name => !names.includes(name)).map(value => ({
    field: 'pod.patchContainer', value, rule: 'is not a container of the pod', fix: suggest('containers', names),
  }));
}

function containerNameProblems(names: string[]): Problem[] {
  return names.filter(name => !DNS_LABEL.test(name)).map(value => ({
    field: 'container.name', value, rule: DNS_LABEL_RULE, fix: 'Write for example "app".',
  }));
}

function addersOf(container: string, app: Application, plan: PodPlan): string {
  const origins = plan._read().containers.filter(({ name }) => name === container).map(({ origin }) => `${origin}`);
  return [...(app.name === container ? ['the user'] : []), ...origins].join(' and by ');
}

/** Containers that cdk8s-plus itself rejects. */
function renderingProblems(app: Application, plan: PodPlan): Problem[] {
  const all = [{ name: app.name, container: app.container }, ...plan._read().containers];
  return all.flatMap(({ name, container: { failure } }) => must(failure === undefined, {
    field: name === app.name ? 'container' : `pod.containers["${name}"]`,
    rule: `is rejected by cdk8s-plus: ${failure}`,
    fix: 'Correct the container.',
  }));
}

function variableProblems({ container }: Application, configEnv: string[], plan: PodPlan): Problem[] {
  const { env, envOrigins } = plan._read();
  const users = (container.spec.env ?? []).map(({ name }) => name);
  return [
    users.concat(configEnv).filter(name => env.has(name)).map(name => ({
      field: users.includes(name) ? 'container.envVariables' : 'config.env',
      value: name,
      rule: `is set by ${envOrigins[[...env.keys()].indexOf(name)]}`,
      fix: 'Remove it, or choose another name.',
    })),
    configEnv.filter(name => users.includes(name)).map(name => ({
      field: 'config.env', value: name, rule: 'is also in container.envVariables', fix: 'Keep one of the two.',
    })),
  ].flat();
}

/** The API server refuses a selector that does not match the pods of its own template. */
export function labelProblems(selector: Record<string, string>, plan: PodPlan): Problem[] {
  const { labels } = plan._read();
  return Object.keys(selector).filter(name => labels[name] !== selector[name]).map(name => ({
    field: 'pod.addLabel',
    value: `${name}=${labels[name]}`,
    rule: 'changes a label of the selector that finds the pods',
    fix: 'Choose another label.',
  }));
}

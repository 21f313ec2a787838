import { ContainerProps } from 'cdk8s-plus-27';
import type { Container, Probe } from 'kubernetes-types/core/v1';
import { containerPorts } from './container-ports';
import { Application } from '../pod/application';
import { PodPlan } from '../pod/pod-plan';
import { cpuMillis } from '../pod/quantity';
import { Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { known } from '../validation/suggest';

export function resourceProblems({ resources }: ContainerProps): Problem[] {
  const problems: Problem[] = [];
  const check = (name: string, request: number | undefined, limit: number | undefined, unit: string) => {
    if (request !== undefined && limit !== undefined && limit < request) {
      problems.push({ field: `container.resources.${name}.limit`, value: `${limit}${unit}`, rule: `must not be below the request, ${request}${unit}`, fix: 'Raise the limit, lower the request, or leave the limit out.' });
    }
  };
  const millis = (cpu?: { amount: string }) => cpu && cpuMillis(cpu.amount);
  check('cpu', millis(resources?.cpu?.request), millis(resources?.cpu?.limit), 'm');
  check('memory', resources?.memory?.request?.toKibibytes(), resources?.memory?.limit?.toKibibytes(), 'Ki');
  check('ephemeralStorage', resources?.ephemeralStorage?.request?.toKibibytes(), resources?.ephemeralStorage?.limit?.toKibibytes(), 'Ki');
  return problems;
}

/** Neither the API server nor any linter finds a probe that asks a port on which nothing listens. */
export function probeProblems(container: Container): Problem[] {
  const ports = (container.ports ?? []).map(port => port.containerPort);
  const probes: [string, Probe | undefined][] = [['startup', container.startupProbe], ['readiness', container.readinessProbe], ['liveness', container.livenessProbe]];
  return probes.flatMap(([name, probe]) => {
    const port = (probe?.httpGet ?? probe?.tcpSocket)?.port;
    if (port === undefined || ports.includes(Number(port))) return [];
    return [{ field: `container.${name}`, value: port, rule: 'asks a port that the container does not have', fix: `Add it to container.ports or ask another. ${known('ports', ports.map(String))}` }];
  });
}

/** The pod is one network, and a container's variables are one list: what the user and the components add must not meet. */
export function clashProblems(app: Application, configEnv: string[], plan: PodPlan): Problem[] {
  const { container } = app;
  const contents = plan._read();
  const containers = [app.name, ...contents.containers.map(planned => planned.name)];
  const theirs = new Map(contents.containers.flatMap(planned => containerPorts(planned.container).map(port => [port.number, planned.name] as const)));
  const users = new Set(Object.keys(container.envVariables ?? {}));
  return [
    ...contents.conflicts.map(conflict => ({ field: 'pod', value: conflict, rule: 'is added twice', fix: 'Choose another name.' })),
    ...repeated(containers).map(each => ({
      field: 'pod.containers', value: each, rule: 'is added twice', fix: 'Choose another name.',
    })),
    ...contents.containerPatches.filter(patch => !containers.includes(patch.name)).map(patch => ({
      field: 'pod.patchContainer', value: patch.name, rule: 'is no container of the pod', fix: known('containers', containers),
    })),
    ...containers.filter(each => !CONTAINER_NAME.test(each)).map(each => ({
      field: 'container.name', value: each, rule: 'must be at most 63 lower-case letters, digits and "-"', fix: 'Write for example "app".',
    })),
    ...mountProblems(app, plan),
    ...containerPorts(container).filter(port => theirs.has(port.number)).map(port => ({
      field: port.field, value: port.number, rule: `is the port of the container "${theirs.get(port.number)}" in the same pod`, fix: 'Let the application listen on another port, for example 8080.',
    })),
    ...[...users, ...configEnv].filter(name => contents.env.has(name)).map(name => ({
      field: users.has(name) ? 'container.envVariables' : 'config.env', value: name, rule: 'is set by the platform', fix: 'Remove it, or choose another name.',
    })),
    ...configEnv.filter(name => users.has(name)).map(name => ({
      field: 'config.env', value: name, rule: 'is in container.envVariables, too', fix: 'Keep one of the two.',
    })),
  ];
}

const CONTAINER_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The API server refuses a mount without volume, and two at one path. */
function mountProblems({ container, mounts: own }: Application, plan: PodPlan): Problem[] {
  const { volumes, mounts, containers } = plan._read();
  const users = container.volumeMounts ?? [];
  const paths = [...mounts.map(mount => mount.path), ...own.map(mount => mount.mountPath), ...users.map(mount => mount.path)];
  return [
    ...[...mounts, ...containers.flatMap(each => each.mounts ?? [])].filter(mount => !volumes.has(mount.volume)).map(mount => ({
      field: 'pod.mount', value: mount.volume, rule: 'is no volume of the pod', fix: known('volumes', volumes.keys()),
    })),
    ...users.filter(mount => volumes.has(mount.volume.name)).map(mount => ({
      field: 'container.volumeMounts', value: mount.volume.name, rule: 'is the name of a volume of the platform', fix: 'Give the volume another name.',
    })),
    ...repeated(paths).map(path => ({
      field: 'container.volumeMounts', value: path, rule: 'is mounted twice', fix: 'Choose another path.',
    })),
  ];
}

/** A selector that does not match its own pods is refused by the API server. */
export function labelProblems(selector: Record<string, string>, plan: PodPlan): Problem[] {
  const { labels } = plan._read();
  return Object.entries(selector).filter(([name, value]) => labels[name] !== value).map(([name]) => ({
    field: 'pod.addLabel', value: `${name}=${labels[name]}`, rule: 'is a label by which the pods are found', fix: 'Choose another label.',
  }));
}

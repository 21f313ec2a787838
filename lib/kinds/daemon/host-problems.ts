import { ContainerProps } from 'cdk8s-plus-27';
import { HostAccess, isRoot } from '../../host/host-access';
import { absolutePathProblems } from '../../validation/absolute-path';
import { must, Problem } from '../../validation/problem';
import { repeated } from '../../validation/repeated';
import { suggest } from '../../validation/suggest';

/** What the API server would refuse, or a reader of the annotation would miss. */
export function hostProblems(host: HostAccess[], container: ContainerProps, ports: number[]): Problem[] {
  const whats = host.map(({ what }) => what);
  const { user } = container.securityContext ?? {};
  return [
    ...host.flatMap(reasonProblems),
    ...repeated(whats).map(value => ({ field: 'host', value, rule: 'is there twice', fix: 'Remove one of the two.' })),
    ...host.flatMap(({ _grant: grant }) => pathProblems(grant.path)),
    ...host.flatMap(({ _grant: grant }) => portProblems(grant.port, ports)),
    ...must(!host.some(isRoot) || user === undefined || user === 0, {
      field: 'container.securityContext.user',
      value: user,
      rule: 'is not root, as whom HostAccess.root lets it run',
      fix: 'Keep one of the two.',
    }),
  ];
}

function reasonProblems({ what, reason }: HostAccess): Problem[] {
  const lines = reason.trim().split('\n').length;
  if (reason.trim() === '') {
    return [{
      field: 'host',
      value: what,
      rule: 'has no reason',
      fix: 'Say why the daemon needs it; the DaemonSet and its pods carry the reason.',
    }];
  }
  return must(lines <= 1, { field: 'host', value: what, rule: `has a reason of ${lines} lines`, fix: 'Say it in one.' });
}

function pathProblems(grant: HostAccess['_grant']['path']): Problem[] {
  if (!grant) return [];
  const { path, mountPath } = grant;
  return [
    ...absolutePathProblems('host.path', path),
    ...(mountPath === path ? [] : absolutePathProblems('host.mountPath', mountPath)),
    ...must(mountPath !== '/', {
      field: 'host.mountPath',
      value: '/',
      rule: 'would hide the image of the application',
      fix: 'Write a mountPath such as "/host".',
    }),
  ];
}

function portProblems(port: number | undefined, ports: number[]): Problem[] {
  return must(port === undefined || ports.includes(port), () => ({
    field: 'host.port',
    value: port,
    rule: 'is no port of the container',
    fix: `Add it to container.ports. ${suggest('ports', ports.map(String))}`,
  }));
}

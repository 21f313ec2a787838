import { ContainerProps } from 'cdk8s-plus-27';
import { HostAccess, isRoot } from '../../host/host-access';
import { PodSecurity } from '../../pod/pod-security';
import { must, Problem } from '../../validation/problem';
import { repeated } from '../../validation/repeated';
import { suggest } from '../../validation/suggest';
import { keyed } from '../../validation/words';

/** What the API server would refuse, or what readers of the annotation need. */
export function hostProblems(
  host: HostAccess[], container: ContainerProps, ports: number[], security: PodSecurity = {},
): Problem[] {
  const whats = host.map(({ what }) => what);
  const { user, allowPrivilegeEscalation } = container.securityContext ?? {};
  return [
    ...host.flatMap(reasonProblems),
    ...repeated(whats).map(value => ({ field: 'host', value, rule: 'is listed twice', fix: 'Remove one of the two.' })),
    ...typeProblems(host),
    ...host.flatMap(({ _grant: grant }) => portProblems(grant.port, ports)),
    ...must(!host.some(isRoot) || user === undefined || user === 0, {
      field: 'container.securityContext.user',
      value: user,
      rule: 'is not root, but HostAccess.root runs the daemon as root',
      fix: 'Remove the user or HostAccess.root.',
    }),
    ...must(!host.some(isRoot) || security.user === undefined, {
      field: 'security.user',
      value: security.user,
      rule: 'is not root, but HostAccess.root runs the daemon as root',
      fix: 'Remove the user or HostAccess.root.',
    }),
    ...sysctlProblems(host, security),
    ...host.filter(isEscalation).flatMap(({ what }) => must(allowPrivilegeEscalation !== false, {
      field: 'container.securityContext.allowPrivilegeEscalation',
      value: false,
      rule: `is contradicted by HostAccess: ${what}, for which the API server wants true`,
      fix: 'Remove it, or the access.',
    })),
  ];
}

/** A path at two places is one volume. */
function typeProblems(host: HostAccess[]): Problem[] {
  const first = new Map<string, string>();
  return host.flatMap(({ _grant: { path } }) => {
    if (path?.type === undefined) return [];
    const other = first.get(path.path) ?? path.type;
    first.set(path.path, other);
    return must(other === path.type, {
      field: 'host.path.type',
      value: path.type,
      rule: `is a second type of ${path.path}, whose first one is "${other}"`,
      fix: 'Keep one.',
    });
  });
}

/** Settings of what the node shares with the pod would be the node's. */
function sysctlProblems(host: HostAccess[], { sysctls = {} }: PodSecurity): Problem[] {
  const shares = (field: 'hostNetwork' | 'hostIPC') => host.some(({ _grant: { spec } }) => spec?.[field] === true);
  return Object.entries(sysctls)
    .filter(([name]) => shares('hostNetwork') && /^net[./]/.test(name) || shares('hostIPC') && /^kernel[./]shm/.test(name))
    .map(([name, value]) => ({
      field: keyed('security.sysctls', name),
      value,
      rule: 'would be a setting of the node, which the pod shares by HostAccess',
      fix: 'Remove it, or let the infrastructure team set it on nodes.',
    }));
}

/** What the API server takes with allowPrivilegeEscalation alone. */
function isEscalation({ _grant: { capability, container } }: HostAccess): boolean {
  return capability === 'SYS_ADMIN' || container?.privileged === true;
}

function reasonProblems({ what, reason }: HostAccess): Problem[] {
  const lines = reason.trim().split(/[\r\n\u2028\u2029]+/).length;
  if (reason.trim() === '') {
    return [{
      field: 'host',
      value: what,
      rule: 'has no reason',
      fix: 'Write why the daemon needs it; an annotation of the DaemonSet and its pods shows the reason.',
    }];
  }
  return must(lines <= 1, { field: 'host', value: what, rule: `has a reason of ${lines} lines`, fix: 'Write it in one line.' });
}

function portProblems(port: number | undefined, ports: number[]): Problem[] {
  return must(port === undefined || ports.includes(port), () => ({
    field: 'host.port',
    value: port,
    rule: 'is not a port of the container',
    fix: `Add it to container.ports. ${suggest('ports', ports.map(String))}`,
  }));
}

import { Capability, ContainerProps } from 'cdk8s-plus-27';
import { Application } from '../pod/application';
import { PodPlan } from '../pod/pod-plan';
import { Problem } from '../validation/problem';

/** What a namespace that enforces the restricted Pod Security Standard refuses; only host access of a daemon lifts it. */
export function securityProblems(app: Application, plan: PodPlan): Problem[] {
  return [
    ...restricted(app.container, 'container'),
    ...plan._read().containers.flatMap(planned => restricted(planned.container, `pod.containers["${planned.name}"]`)),
  ];
}

function restricted({ securityContext = {}, ports = [], volumeMounts = [] }: ContainerProps, field: string): Problem[] {
  const { privileged, allowPrivilegeEscalation, ensureNonRoot, user, capabilities } = securityContext;
  const problem = (property: string, value: unknown, rule: string) => ({
    field: `${field}.${property}`, value, rule: `${rule} in the restricted Pod Security Standard`, fix: 'Remove it. An infrastructure daemon asks for it as HostAccess, with a reason.',
  });
  const added = (capabilities?.add ?? []).filter(each => each !== Capability.NET_BIND_SERVICE);
  return [
    ...(privileged ? [problem('securityContext.privileged', true, 'is forbidden')] : []),
    ...(allowPrivilegeEscalation ? [problem('securityContext.allowPrivilegeEscalation', true, 'is forbidden')] : []),
    ...(ensureNonRoot === false ? [problem('securityContext.ensureNonRoot', false, 'must be true')] : []),
    ...(user === 0 ? [problem('securityContext.user', 0, 'must not be root')] : []),
    ...(added.length > 0 ? [problem('securityContext.capabilities.add', added, 'may only be NET_BIND_SERVICE')] : []),
    ...ports.filter(port => port.hostPort !== undefined).map(port => problem('ports.hostPort', port.hostPort, 'is forbidden')),
    ...volumeMounts.filter(({ volume }) => isHostPath(volume)).map(({ volume }) => problem('volumeMounts', volume.name, 'must not be a host path')),
  ];
}

function isHostPath(volume: unknown): boolean {
  return (volume as { _toKube(): { hostPath?: unknown } })._toKube().hostPath !== undefined;
}

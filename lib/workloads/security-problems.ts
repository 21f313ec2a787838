import type { Container } from 'kubernetes-types/core/v1';
import { Application } from '../pod/application';
import { RenderedContainer } from '../pod/container-spec';
import { PodPlan } from '../pod/pod-plan';
import { must, Problem } from '../validation/problem';

/** What a namespace with the restricted Pod Security Standard refuses. Only HostAccess of a daemon may exceed it. */
export function securityProblems(app: Application, plan: PodPlan): Problem[] {
  return [
    ...restricted(app.container, 'container'),
    ...plan._read().containers.flatMap(planned => restricted(planned.container, `pod.containers["${planned.name}"]`)),
  ];
}

function restricted({ spec, volumes }: RenderedContainer, field: string): Problem[] {
  const problem: ProblemOf = (property, value, rule) => () => ({
    field: `${field}.${property}`,
    value,
    rule: `${rule} in the restricted Pod Security Standard`,
    fix: 'Remove it. A PinterestDaemon can have it as HostAccess, with a reason.',
  });
  return [
    ...contextProblems(spec, problem),
    ...(spec.ports ?? []).filter(port => port.hostPort !== undefined).map(port => ({
      ...problem('ports.hostPort', port.hostPort, 'is forbidden')(), ...(field !== 'container' && { fix: SIDECAR_PORT_FIX }),
    })),
    ...volumes.filter(volume => volume.hostPath !== undefined)
      .map(volume => problem('volumeMounts', volume.name, 'must not be a host path')()),
  ];
}

const SIDECAR_PORT_FIX = 'Remove it: HostAccess.port opens ports of the application\'s container alone. '
  + 'With HostAccess.network all ports are the node\'s.';

type ProblemOf = (property: string, value: unknown, rule: string) => () => Problem;

function contextProblems({ securityContext = {} }: Container, problem: ProblemOf): Problem[] {
  const { privileged, allowPrivilegeEscalation, runAsNonRoot, runAsUser, capabilities } = securityContext;
  const added = (capabilities?.add ?? []).filter(each => each !== 'NET_BIND_SERVICE');
  return [
    ...must(!privileged, problem('securityContext.privileged', true, 'is forbidden')),
    ...must(!allowPrivilegeEscalation, problem('securityContext.allowPrivilegeEscalation', true, 'is forbidden')),
    ...must(runAsNonRoot !== false, problem('securityContext.ensureNonRoot', false, 'must be true')),
    ...must(runAsUser !== 0, problem('securityContext.user', 0, 'must not be root')),
    ...must(added.length === 0, problem('securityContext.capabilities.add', added, 'may only be NET_BIND_SERVICE')),
  ];
}

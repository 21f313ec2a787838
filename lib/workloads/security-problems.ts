import type { Container } from 'kubernetes-types/core/v1';
import { Application } from '../pod/application';
import { RenderedContainer } from '../pod/container-spec';
import { PodPlan } from '../pod/pod-plan';
import { OriginType } from '../tree/origin';
import { must, Problem } from '../validation/problem';

const HOST_FIX = 'Remove it. A PinterestDaemon can have it as HostAccess, with a reason.';

/** What a namespace with the restricted Pod Security Standard refuses. Only HostAccess of a daemon may exceed it. */
export function securityProblems(app: Application, plan: PodPlan): Problem[] {
  return [
    ...restricted(app.container, 'container'),
    ...plannedVolumeProblems(plan),
    ...plan._read().containers.flatMap(planned => restricted(planned.container, `pod.containers["${planned.name}"]`)),
  ];
}

function restricted({ spec, volumes }: RenderedContainer, field: string): Problem[] {
  const problem: ProblemOf = (property, value, rule) => () => ({
    field: `${field}.${property}`,
    value,
    rule: `${rule} in the restricted Pod Security Standard`,
    fix: HOST_FIX,
  });
  return [
    ...contextProblems(spec, problem),
    ...(spec.ports ?? []).filter(port => port.hostPort !== undefined).map(port => ({
      ...problem('ports.hostPort', port.hostPort, 'is forbidden')(), ...(field !== 'container' && { fix: SIDECAR_PORT_FIX }),
    })),
    ...volumes.flatMap(({ name, ...source }) => sourceProblems(`${field}.volumeMounts`, name, source)),
  ];
}

const SIDECAR_PORT_FIX = 'Remove it: HostAccess.port opens ports of the application\'s container alone. '
  + 'With HostAccess.network all ports are the node\'s.';

/** Of a pod plan; the folders of a node that a daemon has by HostAccess are its kind's. */
function plannedVolumeProblems(plan: PodPlan): Problem[] {
  const { volumes, volumeOrigins } = plan._read();
  return [...volumes.values()].flatMap(({ name, source }, n) => {
    const { hostPath, ...rest } = source;
    return sourceProblems('pod.addVolume', name, volumeOrigins[n].type === OriginType.KIND && hostPath ? rest : source);
  });
}

/** The sources that the restricted standard has on its list. */
const ALLOWED = new Set([
  'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret',
]);

const CLAIM_FIX = 'Let a PersistentVolume hold it, and mount its claim: PodVolume.claim(name, claimName).';

function sourceProblems(field: string, name: string, source: object): Problem[] {
  return Object.keys(source).filter(type => !ALLOWED.has(type)).map(type => ({
    field,
    value: name,
    rule: type === 'hostPath'
      ? 'must not be a host path in the restricted Pod Security Standard'
      : `must not be of the type ${type} in the restricted Pod Security Standard`,
    fix: type === 'hostPath' ? HOST_FIX : CLAIM_FIX,
  }));
}

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

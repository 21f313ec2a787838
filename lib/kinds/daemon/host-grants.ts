import { ContainerProps } from 'cdk8s-plus-27';
import type { PodSpec, SecurityContext } from 'kubernetes-types/core/v1';
import { HostAccess, isRoot } from '../../host/host-access';
import { HOST_ACCESS_ANNOTATION } from '../../labels/keys';
import { Privileges } from '../../pod/application';
import { capabilityName } from '../../pod/capability';
import { PodMount } from '../../pod/container-options';
import { PodVolume } from '../../pod/pod-volume';
import { shortHash } from '../../resources/names';

/** What a list of accesses changes in a pod, all together. */
export class HostGrants {
  /** The list in a form that people read: a line for each access. */
  public readonly annotations: { [name: string]: string };
  public readonly privileges: Privileges;
  public readonly spec: Partial<PodSpec>;
  public readonly volumes: PodVolume[];
  public readonly mounts: PodMount[];
  /** Container ports that are open on the node. */
  public readonly ports: number[];

  constructor(host: HostAccess[], container: ContainerProps) {
    const grants = host.map(access => access._grant);
    const paths = grants.flatMap(({ path }) => path ? [path] : []);
    this.annotations = host.length === 0 ? {} : {
      [HOST_ACCESS_ANNOTATION]: host.map(({ what, reason }) => `${what}: ${reason}`).join('\n'),
    };
    this.spec = Object.assign({}, ...grants.map(grant => grant.spec));
    this.privileges = {
      pod: {}, container: Object.assign({}, capabilities(host, container), ...grants.map(grant => grant.container)),
    };
    this.volumes = [...new Set(paths.map(each => each.path))]
      .map(path => PodVolume.of(volumeName(path), { hostPath: { path, type: '' } }));
    this.mounts = paths.map(({ path, mountPath, readOnly }) => ({ volume: volumeName(path), path: mountPath, readOnly }));
    this.ports = grants.flatMap(({ port }) => port === undefined ? [] : [port]);
  }
}

function capabilities(host: HostAccess[], { securityContext = {} }: ContainerProps): SecurityContext {
  const granted = host.flatMap(({ _grant: { capability } }) => capability ? [capability] : []);
  if (granted.length === 0) return {};
  const add = [...new Set([...(securityContext.capabilities?.add ?? []).map(capabilityName), ...granted])];
  // Who is not root gets a capability from a program's file, which is an escalation; SYS_ADMIN always may escalate.
  const escalates = !host.some(isRoot) || granted.includes('SYS_ADMIN');
  return { capabilities: { drop: ['ALL'], add }, ...(escalates && { allowPrivilegeEscalation: true }) };
}

/** `host-var-log`; a hash where the path has letters that a name may not have. */
function volumeName(path: string): string {
  const name = `host${path}`.replace(/\/+$/, '').replace(/[^a-z0-9]+/g, '-');
  return /^(\/[a-z0-9]+)*\/?$/.test(path) && name.length <= LONGEST
    ? name
    : `${name.slice(0, LONGEST - 9).replace(/-+$/, '')}-${shortHash(path)}`;
}

const LONGEST = 63;

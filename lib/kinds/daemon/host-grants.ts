import { ContainerProps } from 'cdk8s-plus-27';
import type { PodSpec, SecurityContext } from 'kubernetes-types/core/v1';
import { HostAccess, HostPathOptions, isRoot } from '../../host/host-access';
import { HOST_ACCESS_ANNOTATION } from '../../labels/keys';
import { Privileges } from '../../pod/application';
import { capabilityName } from '../../pod/capability';
import { PodMount } from '../../pod/container-options';
import { PodVolume } from '../../pod/pod-volume';
import { shortHash } from '../../resources/names';

/** All changes that a list of accesses makes to a pod. */
export class HostGrants {
  /** The accesses for people to read, one per line. */
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
    const groups = grants.flatMap(({ group }) => group === undefined ? [] : [group]);
    this.privileges = {
      pod: groups.length > 0 ? { supplementalGroups: [...new Set(groups)] } : {},
      container: Object.assign({}, capabilities(host, container), ...grants.map(grant => grant.container)),
    };
    this.volumes = [...new Set(paths.map(each => each.path))]
      .map(path => PodVolume.of(volumeName(path), { hostPath: { path, type: typeOf(path, paths) } }));
    this.mounts = paths.map(({ path, mountPath, readOnly, propagation }) => (
      { volume: volumeName(path), path: mountPath, readOnly, propagation }
    ));
    this.ports = grants.flatMap(({ port }) => port === undefined ? [] : [port]);
  }
}

/** One volume has one type: that of the first access that says it. */
function typeOf(path: string, paths: Pick<HostPathOptions, 'path' | 'type'>[]): string {
  return paths.find(each => each.path === path && each.type !== undefined)?.type ?? '';
}

function capabilities(host: HostAccess[], { securityContext = {} }: ContainerProps): SecurityContext {
  const granted = host.flatMap(({ _grant: { capability } }) => capability ? [capability] : []);
  if (granted.length === 0) return {};
  const add = [...new Set([...(securityContext.capabilities?.add ?? []).map(capabilityName), ...granted])];
  // Users other than root get capabilities from a program's file, which is an escalation. SYS_ADMIN always is one.
  const escalates = securityContext.allowPrivilegeEscalation === undefined
    && (!host.some(isRoot) || granted.includes('SYS_ADMIN'));
  return { capabilities: { drop: ['ALL'], add }, ...(escalates && { allowPrivilegeEscalation: true }) };
}

/** Such as `host-var-log`; with a hash if the path has characters that are invalid in a name, or is too long. */
function volumeName(path: string): string {
  const name = `host${path}`.replace(/\/+$/, '').replace(/[^a-z0-9]+/g, '-');
  return /^(\/[a-z0-9]+)*\/?$/.test(path) && name.length <= LONGEST
    ? name
    : `${name.slice(0, LONGEST - 9).replace(/-+$/, '')}-${shortHash(path)}`;
}

const LONGEST = 63;

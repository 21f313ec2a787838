import type { PodSecurityContext } from 'kubernetes-types/core/v1';
import { RenderedContainer } from './container-spec';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { listOf, mapOf, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';
import { COUNT } from '../validation/scalars';
import { keyed } from '../validation/words';

/** As whom the containers of a pod run, and settings of their kernel. */
export interface PodSecurity {
  /**
   * The number of the user as whom the application runs, unless `container.securityContext.user` says it. Never root.
   *
   * @default - the user of the image, which must be a number other than 0
   */
  readonly user?: number;

  /**
   * The number of its main group, unless `container.securityContext.group` says it.
   *
   * @default - that of the user in the image's `/etc/passwd`, else 0: Kubernetes ignores the group that the image names
   */
  readonly group?: number;

  /**
   * The group that the pod's volumes belong to: all containers are in it, and may read and write them.
   *
   * @default 10001
   */
  readonly fsGroup?: number;

  /**
   * More groups of all containers.
   *
   * @default - none
   */
  readonly supplementalGroups?: number[];

  /**
   * Settings of the kernel for this pod alone, by their names: `{ 'net.ipv4.ip_local_port_range': '1024 65535' }`. Only those
   * that the restricted Pod Security Standard of the cluster's version allows.
   *
   * @default - those of the node
   */
  readonly sysctls?: { [name: string]: string };
}

export const SECURITY_SHAPE = shape({
  user: optional(COUNT),
  group: optional(COUNT),
  fsGroup: optional(COUNT),
  supplementalGroups: optional(listOf(COUNT)),
  sysctls: optional(mapOf(KINDS.sysctl, text(KINDS.line, { fix: 'Write the value as text, for example "1".' }))),
}, 'Write for example { user: 1000 }.');

/**
 * The application's container as this user. Not the pod as a whole: a sidecar that keeps the user of its image would get
 * another one.
 */
export function asUser(container: RenderedContainer, { user, group }: PodSecurity = {}): RenderedContainer {
  const securityContext = {
    // Root is refused.
    ...(user && { runAsUser: user }), ...(group !== undefined && { runAsGroup: group }),
  };
  if (Object.keys(securityContext).length === 0) return container;
  const own = Object.entries(container.spec.securityContext ?? {}).filter(([, value]) => value !== undefined);
  return { ...container, spec: { ...container.spec, securityContext: { ...securityContext, ...Object.fromEntries(own) } } };
}

/** Its fields of the pod's security context. */
export function securityFields({ fsGroup, supplementalGroups = [], sysctls = {} }: PodSecurity): PodSecurityContext {
  const settings = Object.entries(sysctls).map(([name, value]) => ({ name, value }));
  return {
    ...(fsGroup !== undefined && { fsGroup }),
    ...(supplementalGroups.length > 0 && { supplementalGroups: [...new Set(supplementalGroups)] }),
    ...(settings.length > 0 && { sysctls: settings }),
  };
}

/** @param containerUser what the container itself says */
export function podSecurityProblems(
  { user, sysctls = {} }: PodSecurity, containerUser: number | undefined, version: KubernetesVersion,
): Problem[] {
  const safe = version.safeSysctls;
  return [
    ...must(user !== 0, {
      field: 'security.user',
      value: user,
      rule: 'must not be root in the restricted Pod Security Standard',
      fix: 'Write another user. A PinterestDaemon can be root by HostAccess.root, with a reason.',
    }),
    ...must(user === undefined || containerUser === undefined || user === containerUser, () => ({
      field: 'security.user',
      value: user,
      rule: `is another one than container.securityContext.user, ${containerUser}`,
      fix: 'Keep one of the two.',
    })),
    ...Object.entries(sysctls).filter(([name]) => !safe.includes(name)).map(([name, value]) => ({
      field: keyed('security.sysctls', name),
      value,
      rule: `is not one that the restricted Pod Security Standard of Kubernetes ${version} allows`,
      fix: `Leave it out, or let the infrastructure team set it on nodes. Allowed: ${safe.join(', ')}.`,
    })),
  ];
}

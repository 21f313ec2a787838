import { Capability, HostPathVolumeType, MountPropagation } from 'cdk8s-plus-27';
import type { PodSpec, SecurityContext } from 'kubernetes-types/core/v1';
import { capabilityName } from '../pod/capability';
import { absolutePath, mountAt } from '../validation/absolute-path';
import { named, oneOf, openShape, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { madeOf, optionsOf } from '../validation/options';
import { BOOLEAN, COUNT, NUMBER } from '../validation/scalars';
import { asString } from '../validation/words';

/** A file or folder of the node. */
export interface HostPathOptions {
  /** Its path on the node. */
  readonly path: string;

  /** Why the daemon needs it, in one line. */
  readonly reason: string;

  /**
   * Where it is mounted in the container.
   *
   * @default - the same path
   */
  readonly mountPath?: string;

  /**
   * Whether it is mounted read-only. File systems that the node has mounted below the path stay writable.
   *
   * @default true
   */
  readonly readOnly?: boolean;

  /**
   * What must be there: a pod waits for a socket or a device, and does not start beside a folder of its name.
   *
   * @default HostPathVolumeType.DEFAULT: nothing is checked, and where nothing is, most container runtimes make a folder
   */
  readonly type?: HostPathVolumeType;

  /**
   * Whether it also sees what the node mounts below later (`HOST_TO_CONTAINER`), or the node what it mounts (`BIDIRECTIONAL`,
   * for storage drivers, with HostAccess.privileged).
   *
   * @default MountPropagation.NONE
   */
  readonly propagation?: MountPropagation;
}

const PATH_OPTIONS = ['path', 'reason', 'mountPath', 'readOnly', 'type', 'propagation'];

/**
 * One part of its node that a daemon reaches, beyond the restricted Pod Security Standard.
 *
 * Each access has a reason. The DaemonSet and its pods carry the whole list in the annotation `pinterest.com/host-access`.
 */
export class HostAccess {
  /** A file or folder of the node, at the same path in the container unless `mountPath` is set. */
  public static path(options: HostPathOptions): HostAccess {
    const given = optionsOf(options, PATH_OPTIONS) as HostPathOptions;
    const { path, mountPath = path, readOnly = true, type, propagation } = given;
    const where = mountPath === path ? '' : ` at ${asString(mountPath)}`;
    const made = new HostAccess(`path ${asString(path)}${where}, ${readOnly ? 'read only' : 'writable'}`, given.reason, {
      path: { path, mountPath, readOnly, type, propagation },
    });
    return madeOf(made, options, PATH_OPTIONS);
  }

  /** The node's network instead of one of its own: the pod has the node's addresses, and no NetworkPolicy applies to it. */
  public static network(reason: string): HostAccess {
    return new HostAccess('network', reason, { spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } });
  }

  /** Sees the processes of the node. */
  public static pid(reason: string): HostAccess {
    return new HostAccess('pid', reason, { spec: { hostPID: true } });
  }

  /** Shares semaphores, message queues and memory with the processes of the node. */
  public static ipc(reason: string): HostAccess {
    return new HostAccess('ipc', reason, { spec: { hostIPC: true } });
  }

  /**
   * Runs as root, but without capabilities, so not all files are readable: to read everyone's,
   * add `HostAccess.capability(Capability.DAC_READ_SEARCH, reason)`.
   */
  public static root(reason: string): HostAccess {
    return new HostAccess('root', reason, { container: { runAsUser: 0, runAsNonRoot: false } });
  }

  /** A group more, by its number on the node: reads what that group may read. */
  public static group(group: number, reason: string): HostAccess {
    return new HostAccess(`group ${asString(group)}`, reason, { group: orRefused(group) });
  }

  /** Every capability and device of the node, and no seccomp profile. Only root can use them, so add `HostAccess.root`. */
  public static privileged(reason: string): HostAccess {
    // The API server refuses a privileged container that may not escalate.
    return new HostAccess('privileged', reason, { container: { privileged: true, allowPrivilegeEscalation: true } });
  }

  /**
   * A Linux capability. Without `HostAccess.root` a program has it only if its file has it (`setcap`), for which privileges may
   * escalate unless `container.securityContext.allowPrivilegeEscalation` is false.
   */
  public static capability(capability: Capability, reason: string): HostAccess {
    const name = capabilityName(capability);
    return new HostAccess(`capability ${asString(name)}`, reason, { capability: orRefused(name) });
  }

  /** Opens a port of the container on the node's own addresses, under the same number. */
  public static port(port: number, reason: string): HostAccess {
    return new HostAccess(`port ${asString(port)}`, reason, { port: orRefused(port) });
  }

  private constructor(
    /** Such as `path /var/log, read only`. */
    public readonly what: string,
    public readonly reason: string,
    /** @internal */
    public readonly _grant: HostGrant,
  ) {}
}

/** Nothing at all would be taken for an access that needs none. */
function orRefused<T>(given: T): T {
  return given ?? ('' as T);
}

/** What one access changes in the pod. @internal */
export interface HostGrant {
  readonly spec?: Partial<PodSpec>;
  readonly container?: SecurityContext;
  readonly path?: Omit<HostPathOptions, 'reason'> & { readonly mountPath: string };
  readonly capability?: string;
  readonly group?: number;
  readonly port?: number;
}

const MOUNT = mountAt('/host');

const GRANT = openShape({
  group: optional(COUNT),
  port: optional(NUMBER),
  capability: optional(text(KINDS.capability)),
  path: optional(openShape({
    readOnly: BOOLEAN,
    type: optional(oneOf(HostPathVolumeType, 'HostPathVolumeType')),
    propagation: optional(oneOf(MountPropagation, 'MountPropagation')),
  })),
}, 'Write for example HostAccess.network(reason).', {});

/** A reason is judged together with what it is for. */
export const HOST_SHAPE = shape({
  what: text(KINDS.text),
  reason: text(KINDS.text, { fix: 'Write why the daemon needs it, in one line.' }),
  _grant: named('host', (value, field, problems) => {
    const { path, ...rest } = GRANT(value, field, problems) as HostGrant;
    if (!path) return rest;
    const from = absolutePath(path.path, `${field}.path`, problems) as string;
    // Where it is the same path, one problem is enough.
    const to = path.mountPath === path.path && from !== path.path
      ? from
      : MOUNT(path.mountPath, `${field}.mountPath`, problems) as string;
    return { ...rest, path: { ...path, path: from, mountPath: to } };
  }),
}, 'Write for example HostAccess.network(reason).');

export function isRoot({ _grant: { container } }: HostAccess): boolean {
  return container?.runAsUser === 0;
}

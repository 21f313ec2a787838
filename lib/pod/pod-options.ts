import { Placement } from './placement';
import { DnsOptions, HostAlias } from './pod-network';
import { PodSecurity } from './pod-security';
import { ScratchFolder } from './scratch-folder';

/** What every kind of workload may say of its pods. */
export interface PodOptions {
  /**
   * As whom its containers run.
   *
   * @default - as the user of the image, who must not be root
   */
  readonly security?: PodSecurity;

  /**
   * Empty folders to which the application may write, such as `/tmp`: the rest of its file system is read-only.
   *
   * @default - none
   */
  readonly scratch?: ScratchFolder[];

  /**
   * On which nodes its pods run.
   *
   * @default - wherever there is room
   */
  readonly placement?: Placement;

  /**
   * Names of Secrets in its namespace with which images are pulled.
   *
   * @default - those of the node
   */
  readonly imagePullSecrets?: string[];

  /**
   * The RuntimeClass of its pods.
   *
   * @default - the cluster's default
   */
  readonly runtimeClassName?: string;

  /**
   * How its pods ask for names.
   *
   * @default - the cluster's DNS
   */
  readonly dns?: DnsOptions;

  /**
   * Names that its pods know without DNS.
   *
   * @default - none
   */
  readonly hostAliases?: HostAlias[];

  /**
   * Amounts of what device plugins offer, for the application's container: `{ 'nvidia.com/gpu': 1 }`.
   *
   * @default - none
   */
  readonly extendedResources?: { [name: string]: number };
}

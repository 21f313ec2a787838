import { Duration } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import { ClusterPermission } from '../access/permission';
import { DaemonUpdate } from '../host/daemon-update';
import { HostAccess } from '../host/host-access';
import { Port } from '../ports/port';
import { ConfigProps } from '../resources/config';

/** A daemon that a component needs on every node. Without a readiness probe, its main port must accept connections. */
export interface RuntimeDaemonProps {
  /** The container of the daemon. */
  readonly container: ContainerProps;

  /**
   * Its configuration, in files and variables.
   *
   * @default - none
   */
  readonly config?: ConfigProps;

  /**
   * What it may access on its node, each with a reason.
   *
   * @default - nothing: its pods meet the restricted Pod Security Standard
   */
  readonly host?: HostAccess[];

  /**
   * What it may do in the Kubernetes API, in every namespace. Its pods get a token only if there is a permission.
   *
   * @default - nothing
   */
  readonly permissions?: ClusterPermission[];

  /**
   * Its ports: what is spoken on each, and who may reach it.
   *
   * @default - those of the container
   */
  readonly ports?: Port[];

  /**
   * Whether every pod of the cluster may call those of its ports that say nothing else.
   *
   * @default false
   */
  readonly servesEveryPod?: boolean;

  /**
   * How its pods are replaced when it changes.
   *
   * @default DaemonUpdate.unavailable(PercentOrAbsolute.percent(10))
   */
  readonly update?: DaemonUpdate;

  /**
   * How long it may take to end after SIGTERM.
   *
   * @default Duration.seconds(30)
   */
  readonly stop?: Duration;
}

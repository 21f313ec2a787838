import { ContainerProps, MountPropagation } from 'cdk8s-plus-27';
import { HealthChecks } from './health-check';
import { Port } from '../ports/port';

/** Where a container mounts a volume of the plan. */
export interface PodMount {
  /** Name of the volume: one of the pod plan, or one of cdk8s-plus that a container of the pod mounts. */
  readonly volume: string;

  /** Where it is mounted. */
  readonly path: string;

  /**
   * Whether the container may only read.
   *
   * @default true
   */
  readonly readOnly?: boolean;

  /**
   * The file or folder of the volume that is mounted. A file that is mounted alone does not change while the pod runs.
   *
   * @default - the whole volume
   */
  readonly subPath?: string;

  /**
   * Whether it also sees what is mounted in the volume later.
   *
   * @default MountPropagation.NONE
   */
  readonly propagation?: MountPropagation;
}

/** An init container of the plan. */
export interface InitContainerOptions {
  /** The container, without name. */
  readonly container: ContainerProps;

  /**
   * What it mounts.
   *
   * @default - nothing
   */
  readonly mounts?: PodMount[];

  /**
   * Whether it has the workload's configuration, as the application has: `config.files` at the same path, and the variables of
   * `config.env`.
   *
   * @default false
   */
  readonly config?: boolean;

  /**
   * Whether it runs as the user of its image, who must be a number other than 0. Else it runs as 10001, unless its
   * `securityContext.user` says another one. Its group is as `security.group` says of the application's.
   *
   * @default false
   */
  readonly keepImageUser?: boolean;
}

/** A container that runs beside the application for the pod's whole life. */
export interface SidecarOptions extends InitContainerOptions {
  /**
   * Its ports, beside those of the container: what is spoken on each, and who may reach it. No proxy stands before them. A port
   * of the container is for nobody, unless it is named `metrics` or `...-metrics`: then it is for monitoring.
   *
   * @default - those of the container
   */
  readonly ports?: Port[];

  /**
   * How it does. `startup` keeps the application from starting before it, from Kubernetes 1.29 on; a pod is ready if all of its
   * containers are. A check without `port` asks its first TCP port that is not for monitoring.
   *
   * @default - the probes of its container
   */
  readonly health?: HealthChecks;

  /**
   * Shell command that ends the sidecar once its work is done. It runs after the pod has drained, and only before
   * Kubernetes 1.29, which does not stop sidecars after the application; the sidecar's image needs `sh`.
   *
   * @default - the sidecar ends at its own SIGTERM
   */
  readonly stopCommand?: string;
}

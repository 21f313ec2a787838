import { ContainerProps } from 'cdk8s-plus-27';

/** Where a container mounts a volume of the plan. */
export interface PodMount {
  /** Name of the volume. */
  readonly volume: string;

  /** Where it is mounted. */
  readonly path: string;

  /**
   * Whether the container may only read.
   *
   * @default true
   */
  readonly readOnly?: boolean;
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
}

/** A container that runs beside the application for the pod's whole life. */
export interface SidecarOptions extends InitContainerOptions {
  /**
   * Shell command that ends the sidecar once its work is done. It runs after the pod has drained, and only before
   * Kubernetes 1.29, which does not stop sidecars after the application; the sidecar's image needs `sh`.
   *
   * @default - the sidecar ends at its own SIGTERM
   */
  readonly stopCommand?: string;
}

import { ContainerProps } from 'cdk8s-plus-27';

/** Where a container sees a volume of the plan. */
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
   * Shell command that ends the sidecar once its work is done. It is run when the pod has drained, on clusters
   * that do not themselves stop sidecars after the application (before 1.29); the sidecar's image needs `sh`.
   *
   * @default - the sidecar ends at its own SIGTERM
   */
  readonly stopCommand?: string;
}

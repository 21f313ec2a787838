import { Origin } from '../tree/origin';

/** The kinds of things in a pod that have an origin. */
export enum PodItemType {
  /** The application, an init container or a sidecar. */
  CONTAINER = 'container',
  /** An environment variable of a container. */
  VARIABLE = 'variable',
  VOLUME = 'volume',
  /** A volume mount of a container, by its path. */
  MOUNT = 'mount',
  LABEL = 'label',
  ANNOTATION = 'annotation',
  /** A JSON patch; what it adds or changes has the patch as its origin. */
  PATCH = 'patch',
}

/** One thing in a workload's pods, and who put it there. */
export interface PodItem {
  readonly type: PodItemType;

  /** Its name, the path of a mount, or what a patch does: `add /hostAliases`. */
  readonly name: string;

  /**
   * The container to which it belongs.
   *
   * @default - the pod itself
   */
  readonly container?: string;

  /** Who put it there; the patch, if a patch has added or changed it. */
  readonly origin: Origin;
}

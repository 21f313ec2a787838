import { Duration, Size } from 'cdk8s';

/** One key of a Secret or ConfigMap, and the file it becomes. */
export interface VolumeItem {
  /** The key. */
  readonly key: string;
  /** The file's path in the volume. */
  readonly path: string;
  /**
   * Who may read the file, such as 0o400.
   *
   * @default - as all files of the volume
   */
  readonly mode?: number;
}

/** How the keys of a Secret or ConfigMap become files. */
export interface VolumeFiles {
  /**
   * The keys that become files, and their paths.
   *
   * @default - each key, under its own name
   */
  readonly items?: VolumeItem[];

  /**
   * Who may read the files, such as 0o400.
   *
   * @default - 0o440 of a Secret: the pod's group; 0o644 of a ConfigMap
   */
  readonly mode?: number;

  /**
   * Whether the pod starts without them if the object, or a key of it, is missing.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** A volume that a driver makes for each pod, and removes with it. */
export interface EphemeralOptions {
  /** How large it is. */
  readonly size: Size;

  /**
   * The class of storage.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;
}

/** What a CSI driver is told. */
export interface CsiOptions {
  /**
   * Attributes by name, as the driver knows them.
   *
   * @default - none
   */
  readonly attributes?: { [name: string]: string };

  /**
   * The file system.
   *
   * @default - the driver's
   */
  readonly fsType?: string;

  /**
   * Whether it is mounted read-only, whatever its mounts say.
   *
   * @default - the driver's
   */
  readonly readOnly?: boolean;

  /**
   * The name of a Secret that the driver gets.
   *
   * @default - none
   */
  readonly secretName?: string;
}

/** A token of the pod's service account, for others than the Kubernetes API. */
export interface TokenOptions {
  /** Who takes it: the audience that is written in it. */
  readonly audience: string;

  /**
   * Its file in the volume.
   *
   * @default token
   */
  readonly path?: string;

  /**
   * How long it is valid; the file is renewed before. At least ten minutes.
   *
   * @default Duration.hours(1)
   */
  readonly expiration?: Duration;
}

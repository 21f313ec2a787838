import { Size } from 'cdk8s';

/**
 * Where a cluster's workloads get their dependencies: anything that rclone reads, such as S3, GCS, HDFS, SFTP or an HTTP server.
 * Only the cluster's daemons read it. It is one domain of trust: every pod on the cluster can list and get everything below
 * `path` from its node's daemon, and none can change it. What one team must keep from another does not belong there.
 */
export interface DependencyStore {
  /** rclone's name for the storage type, such as `s3`. */
  readonly type: string;

  /**
   * rclone's options for it, by name, without secret values: `{ provider: 'AWS', region: 'us-east-1', env_auth: 'true' }`.
   *
   * @default - none
   */
  readonly options?: { [name: string]: string };

  /**
   * The folder, or bucket and folder, of the dependencies: paths such as `models/ranker/v12` are relative to it.
   *
   * @default - the storage's root
   */
  readonly path?: string;

  /**
   * A Secret in the namespace of the platform's daemons with the options that are secret, under rclone's names in
   * upper case: `ACCESS_KEY_ID`, `SECRET_ACCESS_KEY`; passwords as `rclone obscure` prints them. Create it yourself:
   * no manifest contains it. Only the daemons read it, as files, when they start. Let it read nothing but what is below `path`.
   *
   * @default - none
   */
  readonly secretName?: string;

  /**
   * How much a node keeps for later pods. Files in use are kept as well, so a node may briefly use up to twice as much;
   * the largest single dependency must fit in that.
   *
   * @default Size.gibibytes(20)
   */
  readonly cacheSize?: Size;

  /**
   * Whether each dependency must state its checksum: then nobody who may write to the store, and no fault of a cache,
   * changes what a pod runs with.
   *
   * @default false
   */
  readonly requireChecksums?: boolean;
}

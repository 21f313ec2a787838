import { Size } from 'cdk8s';

/**
 * Where a cluster's workloads get their dependencies: anything that rclone reads, such as S3, GCS, HDFS, SFTP or an HTTP server.
 * The cluster's daemons alone read it. Whoever runs a pod on the cluster can ask its daemon for everything below `path`.
 */
export interface DependencyStore {
  /** rclone's name of the kind of storage, such as `s3`. */
  readonly type: string;

  /**
   * rclone's options of it, by name, without secret values: `{ provider: 'AWS', region: 'us-east-1', env_auth: 'true' }`.
   *
   * @default - none
   */
  readonly options?: { [name: string]: string };

  /**
   * The folder, or the bucket and folder, in which dependencies are: what a workload calls `models/ranker/v12` is there below it.
   *
   * @default - the storage's root
   */
  readonly path?: string;

  /**
   * A Secret in the namespace of the platform's daemons that holds the options with secret values, by rclone's names in
   * upper case: `ACCESS_KEY_ID`, `SECRET_ACCESS_KEY`; passwords as `rclone obscure` prints them. Its owner writes it there;
   * no manifest holds it, and no pod but the daemons reads it. The daemons read it when they start.
   *
   * @default - none
   */
  readonly secretName?: string;

  /**
   * How much a node keeps for later pods. What is being read stays, so that a node may use up to twice as much for a moment;
   * the largest single dependency must fit in that.
   *
   * @default Size.gibibytes(20)
   */
  readonly cacheSize?: Size;
}

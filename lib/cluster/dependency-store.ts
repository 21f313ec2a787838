import { Size } from 'cdk8s';
import { Problem } from '../validation/problem';

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

const TYPE = /^[a-z0-9]+$/;
const OPTION = /^[a-z0-9]+(_[a-z0-9]+)*$/;
const PATH = /^[^/\s][^\n]*$/;
const SECRET_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** rclone's names of passwords, tokens and keys; not those of files with keys, nor `access_key_id` and `sse_kms_key_id`. */
const SECRET_OPTION = /(^|_)(pass|passwd|password2?|secret|token|key|credentials|headers|sas_url|pem)$|secret_access/;

export function dependencyStoreProblems({ type, options = {}, path, secretName, cacheSize }: DependencyStore): Problem[] {
  const field = 'dependencyStore';
  return [
    ...(TYPE.test(type) ? [] : [{ field: `${field}.type`, value: type, rule: 'must be a kind of storage that rclone knows', fix: 'Write for example "s3"; `rclone help backends` lists them.' }]),
    ...Object.entries(options).flatMap(([name, value]) => optionProblems(`${field}.options`, name, value)),
    ...(path === undefined || PATH.test(path) ? [] : [{ field: `${field}.path`, value: path, rule: 'must not start with "/"', fix: 'Write for example "artifacts/prod", a bucket and a folder.' }]),
    ...(secretName === undefined || SECRET_NAME.test(secretName) ? [] : [{ field: `${field}.secretName`, value: secretName, rule: 'is no name of a Secret', fix: 'Write for example "dependency-store".' }]),
    ...(cacheSize === undefined || cacheSize.toKibibytes() > 0 ? [] : [{ field: `${field}.cacheSize`, value: '0', rule: 'must be more than nothing', fix: 'Write for example Size.gibibytes(20).' }]),
  ];
}

function optionProblems(field: string, name: string, value: string): Problem[] {
  if (!OPTION.test(name)) return [{ field, value: name, rule: 'must be an option as rclone names it: lower-case letters, digits and "_"', fix: 'Write for example "env_auth".' }];
  if (SECRET_OPTION.test(name)) return [{ field, value: name, rule: 'is a secret, and manifests are no place for one', fix: `Put it into the Secret that secretName names, as ${name.toUpperCase()}.` }];
  // The value stays out of the message.
  if (/:\/\/[^/@]*:[^/@]*@/.test(value)) return [{ field, value: name, rule: 'has a password in its URL, and manifests are no place for one', fix: `Put the URL into the Secret that secretName names, as ${name.toUpperCase()}.` }];
  return [];
}

import { RecordedComponent } from './recorded-component';
import { RecordedDocument } from './recorded-document';
import { RecordedFinding } from './recorded-finding';
import { RecordedWorkload } from './recorded-workload';

/**
 * What a synth has found out about an app, for tools: the command `pinterest`, gateways, tests. An app writes it as JSON to the
 * folder that the environment variable `CDK8S_PINTEREST_RECORD` names, in a file of its own, whether it has problems or not.
 *
 * `CDK8S_PINTEREST_RECORD_ONLY=true` keeps the app from writing anything else. `CDK8S_PINTEREST_RECORD_EXPLAIN=api` names a
 * workload: its documents then also say why they are as they are, and those of others are left out. Values of Secrets are never
 * in it: in their place stands what `CDK8S_PINTEREST_RECORD_KEY` makes of them, so that one can see whether two are equal.
 */
export interface SynthesisRecord {
  /** Of this format: 1. What is added to the format later does not change it. */
  readonly version: number;

  /** The output folder, as the app names it. */
  readonly outdir: string;

  /** Whether it has all charts of the app, not only selected ones. */
  readonly complete: boolean;

  /**
   * What the synth has done to the output folder.
   *
   * @default - nothing was written
   */
  readonly output?: RecordedOutput;

  /** The problems that keep the app from being written. With one, there are no documents. */
  readonly problems: RecordedFinding[];

  /** What is valid today, but will not be later. */
  readonly warnings: RecordedFinding[];

  /** Versions of Kubernetes, such as `1.37`, whose own verdict was not asked: its package is not installed. */
  readonly unasked: string[];

  /**
   * Why, and what to do about it.
   *
   * @default - all were asked
   */
  readonly unaskedReason?: string;

  /** The clusters of the platform, in its order. */
  readonly clusters: RecordedCluster[];

  /** The components of the releases that the workloads have, in the order of releases. */
  readonly components: RecordedComponent[];

  /** In the order of cluster, namespace and name. */
  readonly workloads: RecordedWorkload[];

  /** In the order in which they are written. */
  readonly documents: RecordedDocument[];
}

/** What a synth has done to the output folder, in files. */
export interface RecordedOutput {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** A cluster of a platform. */
export interface RecordedCluster {
  readonly name: string;
  readonly environment: string;

  /** Its version of Kubernetes, such as `1.37`. */
  readonly version: string;

  /** Whether somebody has declared it: the cluster of the embedded platform is nobody's. */
  readonly declared: boolean;
}

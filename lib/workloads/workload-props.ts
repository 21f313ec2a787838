import { Duration } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import { Artifact } from './artifact';
import { PermissionRule } from '../access/permission';
import { ServiceAccountRef } from '../access/service-account-ref';
import { Owner } from '../labels/owner';
import { HealthChecks } from '../pod/health-check';
import { PodOptions } from '../pod/pod-options';
import { Call } from '../ports/call';
import { NetworkOptions } from '../ports/egress';
import { Port } from '../ports/port';
import { Channel } from '../requirements/channel';
import { Dependency } from '../requirements/dependency';
import { LogFiles } from '../requirements/log-files';
import { Requirement } from '../requirements/requirement';
import { SecretFile } from '../requirements/secret-file';
import { ConfigProps } from '../resources/config';

/** Properties that every workload kind has. */
export interface PinterestWorkloadProps extends PodOptions {
  /**
   * The application: cdk8s-plus ContainerProps, business logic only.
   *
   * Without resources it requests 100m CPU and 128Mi memory.
   */
  readonly container: ContainerProps;

  /**
   * Its ports, beside those of the container: what is spoken on each, and who may reach it.
   *
   * @default - those of the container, which speak the `protocol` of the workload and are for its callers
   */
  readonly ports?: Port[];

  /**
   * Where its pods may connect to.
   *
   * @default - anywhere
   */
  readonly network?: NetworkOptions;

  /**
   * What it calls. The application finds an address for each in a variable, and speaks plain HTTP, gRPC or TCP to it: on a
   * cluster with identity to the proxy of its own pod, which carries the call over mTLS.
   *
   * @default - nothing by the proxy
   */
  readonly calls?: Call[];

  /**
   * Configuration in files and variables.
   *
   * @default - none
   */
  readonly config?: ConfigProps;

  /**
   * Log files that it writes besides standard output, which is always collected.
   *
   * @default - none
   */
  readonly logs?: LogFiles;

  /**
   * What CI built. Its image replaces `container.image`, which must name the same repository.
   *
   * @default - container.image as it is
   */
  readonly artifact?: Artifact;

  /**
   * Secrets from the cluster's secret store, as files below `/etc/secrets`. They cost a sidecar with 10m CPU and 32Mi memory, or
   * an init container if the pods run to completion.
   *
   * @default - none
   */
  readonly secrets?: SecretFile[];

  /**
   * Files that are fetched before the application starts.
   *
   * @default - none
   */
  readonly dependencies?: Dependency[];

  /**
   * What it requires from components of the runtime.
   *
   * @default - nothing
   */
  readonly requirements?: Requirement[];

  /**
   * How the kubelet learns how the application does: by HTTP, gRPC, TCP or a command. A check is here or in `container`, not in
   * both.
   *
   * @default - the probes of `container`
   */
  readonly health?: HealthChecks;

  /**
   * What it may do in the Kubernetes API. Only with a permission its pods get a token.
   *
   * @default - nothing
   */
  readonly permissions?: PermissionRule[];

  /**
   * The service account of its pods, if that is not its own.
   *
   * @default - one of its name, for this workload alone
   */
  readonly serviceAccount?: ServiceAccountRef;

  /**
   * How early it moves to new runtime releases.
   *
   * @default Channel.STABLE
   */
  readonly channel?: Channel;

  /**
   * The priority class of its pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * How long the application may take to end after SIGTERM.
   *
   * @default Duration.seconds(30)
   */
  readonly stop?: Duration;

  /**
   * Who is responsible for it.
   *
   * @default - the owner of the chart
   */
  readonly owner?: Owner;

  /**
   * The last day on which it is needed, such as `2026-12-31`; a garbage collector may remove it afterwards.
   *
   * @default - the expiry of the chart, if it has one
   */
  readonly expires?: string;
}

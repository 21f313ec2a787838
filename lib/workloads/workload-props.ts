import { Duration } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import { Artifact } from './artifact';
import { Owner } from '../labels/owner';
import { Channel } from '../requirements/channel';
import { Dependency } from '../requirements/dependency';
import { LogFiles } from '../requirements/log-files';
import { Requirement } from '../requirements/requirement';
import { SecretFile } from '../requirements/secret-file';
import { ConfigProps } from '../resources/config';

/** Properties that every workload kind has. */
export interface PinterestWorkloadProps {
  /**
   * The application: cdk8s-plus ContainerProps, business logic only.
   *
   * Without resources it requests 100m CPU and 128Mi memory.
   */
  readonly container: ContainerProps;

  /**
   * Configuration in files and variables.
   *
   * @default - none
   */
  readonly config?: ConfigProps;

  /**
   * Log files that it writes beside its standard output, which is always collected.
   *
   * @default - none
   */
  readonly logs?: LogFiles;

  /**
   * What CI built. Its image replaces the tag of `container.image`, which must name the same repository.
   *
   * @default - container.image as it is
   */
  readonly artifact?: Artifact;

  /**
   * What it needs of the cluster's secret store, as files below `/etc/secrets`. Costs a sidecar of 10m CPU and 32 Mi; where pods
   * run to completion an init container, and no sidecar.
   *
   * @default - none
   */
  readonly secrets?: SecretFile[];

  /**
   * Files that are there before the application starts.
   *
   * @default - none
   */
  readonly dependencies?: Dependency[];

  /**
   * What it asks of components of the runtime.
   *
   * @default - nothing
   */
  readonly requirements?: Requirement[];

  /**
   * How eagerly it takes new runtime releases.
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
   * How long the application has to end after SIGTERM.
   *
   * @default Duration.seconds(30)
   */
  readonly stop?: Duration;

  /**
   * Who answers for it.
   *
   * @default - the owner of the chart
   */
  readonly owner?: Owner;

  /**
   * The last day on which it is needed, such as `2026-12-31`; a garbage collector may remove it afterwards.
   *
   * @default - that of the chart, if it has one
   */
  readonly expires?: string;
}

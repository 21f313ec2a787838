import { ContainerProps } from 'cdk8s-plus-27';
import type { EnvFromSource, PodSpec, VolumeMount } from 'kubernetes-types/core/v1';

/** The user's side of a pod: the one container, and how its workload runs it. */
export interface Application {
  /** Name of the container. */
  readonly name: string;
  readonly container: ContainerProps;
  readonly serviceAccount: string;
  readonly drainSeconds: number;
  /** Seconds that the application has to end after SIGTERM. */
  readonly stopSeconds: number;
  readonly envFrom: EnvFromSource[];
  readonly mounts: VolumeMount[];
  readonly priorityClassName?: string;
  /** Where the pods are spread, and what else belongs to the workload kind. */
  readonly scheduling: Partial<PodSpec>;
}

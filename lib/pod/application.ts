import type { EnvFromSource, PodSecurityContext, PodSpec, SecurityContext, VolumeMount } from 'kubernetes-types/core/v1';
import { RenderedContainer } from './container-spec';

/** The user's side of a pod: the one container, and how its workload runs it. */
export interface Application {
  /** Name of the container. */
  readonly name: string;
  /** The container, without what the platform adds. */
  readonly container: RenderedContainer;
  readonly serviceAccount: string;
  /** Whether the pod gets a token for the Kubernetes API. */
  readonly apiToken: boolean;
  readonly drainSeconds: number;
  /** Seconds that the application has to stop after SIGTERM. */
  readonly stopSeconds: number;
  /** Whether the pod must end when the application does. */
  readonly runsToCompletion: boolean;
  readonly envFrom: EnvFromSource[];
  readonly mounts: VolumeMount[];
  /** How the workload's configuration files are mounted. */
  readonly configMounts: VolumeMount[];
  readonly priorityClassName?: string;
  /** What the user says of the pod's security context. */
  readonly security?: PodSecurityContext;
  /** What it may do beyond the restricted Pod Security Standard. */
  readonly privileges?: Privileges;
  /** Topology spread, and other fields that depend on the kind of workload. */
  readonly spec: Partial<PodSpec>;
}

/** Replaces fields of the pod's security context and of the application container's. */
export interface Privileges {
  readonly pod: PodSecurityContext;
  readonly container: SecurityContext;
}

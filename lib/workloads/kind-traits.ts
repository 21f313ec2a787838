import { Duration } from 'cdk8s';
import type { PodSpec, VolumeMount } from 'kubernetes-types/core/v1';
import { Caller } from './caller';
import { Privileges } from '../pod/application';
import { Discovery } from '../requirements/discovery';
import { TemplateShards } from '../resources/config';

/** What a kind tells of a workload, beside what every user says. */
export interface KindTraits {
  /** Such as `PinterestService`. */
  readonly kind: string;
  /** How long its name may be. */
  readonly longestName?: number;
  /** The names of its Services, the main one first. */
  readonly dnsNames?: string[];
  /** Whether a component may put itself before its ports, on which HTTP is spoken or something else. */
  readonly proxied?: boolean;
  readonly http?: boolean;
  readonly exposed?: boolean;
  readonly callers?: Caller[];
  /** How clients find its pods in ZooKeeper. */
  readonly discovery?: Discovery;
  /** How long a pod that is to stop still serves. */
  readonly drain?: Duration;
  /** Whether its pods end by themselves. */
  readonly runsToCompletion?: boolean;
  /** Whether it is infrastructure that runs on every node. */
  readonly runsOnEveryNode?: boolean;
  /** Whether its pods keep their numbers. */
  readonly numberedPods?: boolean;
  /** Whether its pods get a token for the Kubernetes API. */
  readonly apiToken?: boolean;
  /** What the pods may do that the restricted Pod Security Standard forbids. */
  readonly privileges?: Privileges;
  /** What the pods are told apart by, where they share one template. */
  readonly shards?: TemplateShards;
  /** What the application mounts of volumes that are not in the pod plan. */
  readonly mounts?: VolumeMount[];
  /** Labels of which each of its pod templates has another value. */
  readonly templateLabels?: string[];
  /** What belongs to the kind in the pods' spec. */
  readonly podSpec?: (podLabels: Record<string, string>) => Partial<PodSpec>;
}

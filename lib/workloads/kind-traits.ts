import { Duration } from 'cdk8s';
import type { PodSpec, VolumeMount } from 'kubernetes-types/core/v1';
import { Adoption } from '../labels/adoption';
import { Privileges } from '../pod/application';
import { Caller } from '../ports/caller';
import { TrafficProtocol } from '../ports/traffic-protocol';
import { Discovery } from '../requirements/discovery';
import { TrafficOptions } from '../requirements/traffic-options';
import { TemplateShards } from '../resources/config';

/** What a kind decides about a workload, besides what the user sets. */
export interface KindTraits {
  /** Its name, such as `PinterestService`. */
  readonly kind: string;
  /** What its author wrote, where the kind has put something in its place. */
  readonly written?: object;
  /** The object of the cluster that becomes the workload's. */
  readonly adoption?: Adoption;
  /** The longest name that a workload may have. */
  readonly longestName?: number;
  /** The names of its Services, the main one first. */
  readonly dnsNames?: string[];
  /** Whether a component may put a proxy in front of its ports. */
  readonly proxied?: boolean;
  /** What its ports serve. */
  readonly protocol?: TrafficProtocol;
  /** What a proxy in front of them lets through. */
  readonly traffic?: TrafficOptions;
  /** Names of the ports that ingress controllers or gateways call; without a name it is the main one. */
  readonly exposedPorts?: (string | undefined)[];
  readonly callers?: Caller[];
  /** Whether every pod of the cluster is one of them. */
  readonly servesEveryPod?: boolean;
  /** Names of ports of the container that only the kubelet reaches. */
  readonly probedPorts?: string[];
  /** Whether ports for peers alone are in a Service of their own. */
  readonly peersApart?: boolean;
  /** Whether a container that says nothing of its readiness is ready when it accepts connections. */
  readonly listens?: boolean;
  /** How clients find its pods in ZooKeeper. */
  readonly discovery?: Discovery;
  /** How long a pod still serves after its deletion. */
  readonly drain?: Duration;
  /** Whether its pods run to completion. */
  readonly runsToCompletion?: boolean;
  /** Whether it is infrastructure that runs on every node. */
  readonly runsOnEveryNode?: boolean;
  /** Whether its pods have stable numbers. */
  readonly numberedPods?: boolean;
  /** What the pods may do that the restricted Pod Security Standard forbids. */
  readonly privileges?: Privileges;
  /** The shards of the pods, if these share one template. */
  readonly shards?: TemplateShards;
  /** Mounts of the application for volumes that are not in the pod plan. */
  readonly mounts?: VolumeMount[];
  /** Labels that have another value in each of its pod templates. */
  readonly templateLabels?: string[];
  /** Fields of the pod spec that belong to the kind. */
  readonly podSpec?: (podLabels: Record<string, string>) => Partial<PodSpec>;
}

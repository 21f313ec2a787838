import { ApiObject, Duration } from 'cdk8s';
import { ContainerProps, INetworkPolicyPeer, IPodSelector, ISubject, LabelSelector, NetworkPolicyPeerConfig, PodSelectorConfig, SubjectConfiguration } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Workload } from './workload';
import { Owner } from '../platform/owner';
import { PodPlan } from '../pod/pod-plan';
import { Artifact } from '../resources/artifact';
import { ConfigProps } from '../resources/config';
import { Channel } from '../runtime/channel';
import { Requirement } from '../runtime/requirement';

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
   * What CI built. Its image replaces the tag of `container.image`, which must name the same repository.
   *
   * @default - container.image as it is
   */
  readonly artifact?: Artifact;

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
}

/** What all workload kinds have in common; cdk8s-plus objects take it where they take their own workloads. */
export abstract class PinterestWorkload extends Construct implements IPodSelector, INetworkPolicyPeer, ISubject {
  /** Lets in declared callers only. */
  public abstract readonly networkPolicy: ApiObject;

  /** @internal */
  protected abstract readonly _workload: Workload;

  /** What runs in the pods: add to it, or patch any container by name. */
  public get pod(): PodPlan {
    return this._workload.pod;
  }

  public get serviceAccount(): ApiObject {
    return this._workload.serviceAccount;
  }

  /** The ConfigMap of `config.files`. */
  public get configFiles(): ApiObject | undefined {
    return this._workload.config.files;
  }

  /** The ConfigMap of `config.env`. */
  public get configEnv(): ApiObject | undefined {
    return this._workload.config.env;
  }

  /** What components of the runtime added beside it: its certificate, the configuration of its proxy. */
  public get runtimeObjects(): ApiObject[] {
    return this._workload.runtimeObjects;
  }

  /** Its identity, as in its certificate. */
  public get spiffeId(): string {
    return this._workload.intent.spiffeId;
  }

  /** Selects the pods, for cdk8s-plus objects. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return {
      labelSelector: LabelSelector.of({ labels: this._workload.podLabels }),
      namespaces: { labelSelector: LabelSelector.of(), names: [this._workload.intent.namespace] },
    };
  }

  /** Names the pods as a peer, for cdk8s-plus NetworkPolicies. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** Names the pods, for cdk8s-plus objects. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }

  /** Names the service account, for cdk8s-plus RoleBindings. */
  public toSubjectConfiguration(): SubjectConfiguration {
    return { kind: 'ServiceAccount', name: this._workload.intent.name, namespace: this._workload.intent.namespace, apiGroup: '' };
  }
}

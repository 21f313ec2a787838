import { ApiObject } from 'cdk8s';
import {
  INetworkPolicyPeer, IPodSelector, ISubject, LabelSelector, NetworkPolicyPeerConfig, PodSelectorConfig, SubjectConfiguration,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { WorkloadBase } from './workload-base';
import { PodItem } from '../pod/pod-item';
import { PodPlan } from '../pod/pod-plan';

/** What all workload kinds have in common; cdk8s-plus objects take it where they take their own workloads. */
export abstract class PinterestWorkload extends Construct implements IPodSelector, INetworkPolicyPeer, ISubject {
  /** Lets in declared callers only. */
  public abstract readonly networkPolicy: ApiObject;

  /** @internal */
  protected abstract readonly _base: WorkloadBase;

  /** What runs in the pods: add to it, or patch any container by name. */
  public get pod(): PodPlan {
    return this._base.userPod;
  }

  public get serviceAccount(): ApiObject {
    return this._base.serviceAccount;
  }

  /** The ConfigMap of `config.files`. */
  public get configFiles(): ApiObject | undefined {
    return this._base.config.files;
  }

  /** The ConfigMap of `config.env`. */
  public get configEnv(): ApiObject | undefined {
    return this._base.config.env;
  }

  /** What components of the runtime added beside it: its certificate, the configuration of its proxy. */
  public get runtimeObjects(): ApiObject[] {
    return this._base.runtimeObjects;
  }

  /**
   * Everything in the pods: containers, variables, volumes, mounts, labels, annotations, patches, and who put each of them there.
   * None of it is in the manifests. Who made an object of the workload `Origin.of(object)` tells.
   */
  public get podItems(): PodItem[] {
    return this._base.podItems();
  }

  /** Its identity, as in its certificate. */
  public get spiffeId(): string {
    return this._base.intent.spiffeId;
  }

  /** Selects the pods, for cdk8s-plus objects. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return {
      labelSelector: LabelSelector.of({ labels: this._base.podLabels }),
      namespaces: { labelSelector: LabelSelector.of(), names: [this._base.intent.namespace] },
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
    return { kind: 'ServiceAccount', name: this._base.intent.name, namespace: this._base.intent.namespace, apiGroup: '' };
  }
}

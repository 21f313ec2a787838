import { ApiObject } from 'cdk8s';
import { INetworkPolicyPeer, IPodSelector, ISubject, LabelSelector, NetworkPolicyPeerConfig, PodSelectorConfig, SubjectConfiguration } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Workload } from './workload';
import { PodPlan } from '../pod/pod-plan';

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

import { ApiObject } from 'cdk8s';
import {
  INetworkPolicyPeer, IPodSelector, ISubject, LabelSelector, NetworkPolicyPeerConfig, PodSelectorConfig, SubjectConfiguration,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { WorkloadBase } from './workload-base';
import { PodItem } from '../pod/pod-item';
import { PodPlan } from '../pod/pod-plan';
import { idProblems, usableId } from '../tree/construct-id';
import { rememberPlace } from '../tree/source-place';
import { report } from '../validation/problem';

/** What all workload kinds have in common. cdk8s-plus objects accept it in place of their own workloads. */
export abstract class PinterestWorkload extends Construct implements IPodSelector, INetworkPolicyPeer, ISubject {
  /** Admits declared callers only. */
  public abstract readonly networkPolicy: ApiObject;

  /** @internal */
  protected abstract readonly _base: WorkloadBase;

  constructor(scope: Construct, id: string) {
    super(scope, usableId(scope, id));
    report(this, ...idProblems('name', id, 'api'));
    rememberPlace(this);
  }

  /** What runs in the pods: add to it, or patch any container by name. */
  public get pod(): PodPlan {
    return this._base.userPod;
  }

  /** Its own service account. Not set if it uses another one. */
  public get serviceAccount(): ApiObject | undefined {
    return this._base.serviceAccount;
  }

  /** Set if it has a permission in its namespace. */
  public get role(): ApiObject | undefined {
    return this._base.grants.role;
  }

  /** Set if it has a permission in its namespace. */
  public get roleBinding(): ApiObject | undefined {
    return this._base.grants.roleBinding;
  }

  /** Set if it has a permission in every namespace. */
  public get clusterRole(): ApiObject | undefined {
    return this._base.grants.clusterRole;
  }

  /** Set if it has a permission in every namespace. */
  public get clusterRoleBinding(): ApiObject | undefined {
    return this._base.grants.clusterRoleBinding;
  }

  /** The ConfigMap of `config.files`. */
  public get configFiles(): ApiObject | undefined {
    return this._base.config.files;
  }

  /** The ConfigMap of `config.env`. */
  public get configEnv(): ApiObject | undefined {
    return this._base.config.env;
  }

  /** Objects that runtime components have added, such as its certificate and its proxy configuration. */
  public get runtimeObjects(): ApiObject[] {
    return this._base.runtimeObjects;
  }

  /**
   * Everything in the pods, and who added it: containers, variables, volumes, mounts, labels, annotations, patches.
   * JSON patches of the native object itself (`service.deployment`) are not in it. The manifests do not show who added what.
   * For an object of the workload, `Origin.of(object)` returns who created it.
   *
   * ```ts
   * for (const item of service.podItems) console.log(`${item.type} ${item.name}: ${item.origin.type}`);
   * ```
   */
  public get podItems(): PodItem[] {
    return this._base.podItems();
  }

  /** The SPIFFE id in its certificate. */
  public get spiffeId(): string {
    return this._base.intent.spiffeId;
  }

  /** The name of its cluster. @internal */
  public get _cluster(): string {
    return this._base.intent.cluster.name;
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

  /** Names the service account, for cdk8s-plus RoleBindings. Its pods get a token then. */
  public toSubjectConfiguration(): SubjectConfiguration {
    const { application: { serviceAccount: name }, intent: { namespace } } = this._base;
    return { kind: 'ServiceAccount', name, namespace, apiGroup: '' };
  }
}

import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { isBound, isSubject } from './bound-subjects';
import { check } from './check';
import { DeclaredCaller, declaredCallers } from './declared-callers';
import { declaredPorts } from './declared-ports';
import { egressRules } from './egress-rules';
import { Endpoints } from './endpoints';
import { intend } from './intent';
import { KindTraits } from './kind-traits';
import { objectPatchProblems } from './object-patch-problems';
import { OpenPort, openPorts, unproxiedPorts } from './open-ports';
import { Openness, openings } from './openings';
import { markLate } from './order';
import { grant, Grants } from './permissions';
import { place, Placement } from './placement';
import { plaintextDoors } from './plaintext-findings';
import { plan } from './plan';
import { adoptedLabels, register } from './registry';
import { servedPorts } from './served-ports';
import { isHeadless, ServedWorkloadProps } from './service-options';
import { portsOfPod } from './sidecar-ports';
import { PinterestWorkloadProps } from './workload-props';
import { PermissionRule } from '../access/permission';
import { PLAINTEXT_ANNOTATION, UNPROXIED_ANNOTATION } from '../labels/keys';
import { Application } from '../pod/application';
import { PodItem } from '../pod/pod-item';
import { Authors, podItems } from '../pod/pod-items';
import { PodPlan } from '../pod/pod-plan';
import { renderPod } from '../pod/render';
import { Call } from '../ports/call';
import { Egress } from '../ports/egress';
import { clusterObject } from '../resources/cluster-object';
import { Config } from '../resources/config';
import { ingressRules, networkPolicySpec, podsOf } from '../resources/network';
import { WorkloadIntent } from '../runtime/workload-intent';
import { autoscalerOf } from '../scaling/autoscaler';
import { Scaling } from '../scaling/scaling';
import { sidecarTargetProblems } from '../scaling/scaling-problems';
import { objectPatches } from '../tree/object-patches';
import { Origin } from '../tree/origin';
import { oncePerPass } from '../tree/pass';
import { tellPatched } from '../tree/patched';
import { reportLater } from '../validation/problem';

/**
 * What all kinds share: turns the properties of a user and the traits of a kind into a pod plan with the runtime in it,
 * and creates objects with an owner.
 */
export class WorkloadBase {
  public readonly intent: WorkloadIntent;
  /** The pod plan, for the kind to add to. */
  public readonly pod: PodPlan;
  /** The same, for the user to add to. */
  public readonly userPod: PodPlan;
  public readonly application: Application;
  public readonly config: Config;
  /** Its own, if it has one. */
  public readonly serviceAccount?: ApiObject;
  /** Its roles, once the kind has called `grantPermissions`. */
  public grants: Grants = {};
  /** Objects that components have added next to the workload. */
  public readonly runtimeObjects: ApiObject[];
  /** The application's ports. */
  public readonly ports: OpenPort[];
  /** Where its ports are reached. */
  public readonly endpoints: Endpoints;
  /** Whether the container's ports are valid. */
  public readonly portsAreRight: boolean;
  /** The selector labels of its pods; they never change. */
  public readonly podLabels: Record<string, string>;
  /** The name of the Deployment, StatefulSet or DaemonSet that makes its pods. */
  public readonly podsOwner: string;
  /** The ports of all containers. */
  public readonly allPorts: () => OpenPort[];
  private readonly permissions: PermissionRule[];
  private readonly egress?: Egress;
  private readonly calls: Call[];
  private readonly placement: Placement;
  private readonly authors: Authors;
  /** Those of the kind. */
  private readonly objects: ApiObject[] = [];

  constructor(private readonly scope: Construct, props: PinterestWorkloadProps, traits: KindTraits) {
    this.authors = {
      user: Origin.of(scope), kind: Origin.kind(traits.kind), templateLabels: traits.templateLabels ?? [],
    };
    this.permissions = props.permissions ?? [];
    const placement = place(scope, props);
    this.placement = placement;
    this.egress = props.network?.egress;
    this.calls = props.calls ?? [];
    const callers = declaredCallers(traits.callers ?? [], placement);
    const owner = { placement, traits, callers };
    this.ports = openPorts(declaredPorts(props, traits.protocol, traits.probedPorts), owner);
    this.intent = intend(placement, props, traits, this.ports, callers);
    const planned = plan(scope, this.intent, placement, props, traits, this.authors.kind);
    this.pod = planned.pod;
    this.userPod = planned.pod._for(this.authors.user);
    this.application = planned.application;
    this.config = planned.config;
    this.serviceAccount = planned.serviceAccount;
    this.runtimeObjects = planned.runtimeObjects;
    this.podLabels = planned.podLabels;
    this.podsOwner = traits.adoption?._options.name ?? this.intent.name;
    this.portsAreRight = planned.wrongPorts.length === 0;
    this.allPorts = portsOfPod(this.ports, this.pod, owner);
    this.endpoints = new Endpoints(this.allPorts, this.pod, traits.peersApart);
    const showUnproxied = () => {
      const unproxied = unproxiedPorts(this.allPorts(), this.intent.cluster, traits);
      if (unproxied) this.pod.addAnnotation(UNPROXIED_ANNOTATION, unproxied);
    };
    showUnproxied();
    // A sidecar that comes later may have such a port.
    this.pod._whenPortsCome(showUnproxied);
    check({ scope, placement, intent: this.intent, planned, callers, props, traits, ports: this.allPorts });
    reportLater(scope, () => objectPatchProblems(this.objects, this.application, this.pod, this.intent.cluster.version));
    tellPatched(scope, oncePerPass(() => this.isPatched()));
    const { service } = props as ServedWorkloadProps;
    register({
      construct: scope,
      intent: this.intent,
      channel: placement.channel,
      props: traits.written ?? props,
      callers,
      podLabels: traits.adoption && this.podLabels,
      account: this.serviceAccount ? undefined : this.application.serviceAccount,
      reachedAt: () => this.allPorts().filter(({ port }) => !port.access._nobody)
        .flatMap(port => this.endpoints.doors(port).map(at => ({ number: port.port.number, at }))),
      served: () => servedPorts(this.endpoints, this.intent.cluster, isHeadless(service)),
    });
  }

  /** A native object of the workload, with its name and owner. */
  public object(id: string, apiVersion: string, kind: string, content: object): ApiObject {
    const metadata = { name: this.intent.name, ...this.metadata() };
    return this.own(new ApiObject(this.scope, id, { apiVersion, kind, metadata, ...content }));
  }

  /** The same, for the object that makes the pods. */
  public podsObject(id: string, kind: string, content: object): ApiObject {
    return this.object(id, 'apps/v1', kind, { metadata: { name: this.podsOwner, ...this.metadata() }, ...content });
  }

  /** The same, for a kind without namespace. */
  public clusterObject(id: string, apiVersion: string, kind: string, name: string, content: object): ApiObject {
    const { labels, annotations } = this.metadata();
    return this.own(clusterObject(this.scope, id, { apiVersion, kind, metadata: { name, labels, annotations }, ...content }));
  }

  /** Makes the roles of its permissions. */
  public grantPermissions(): void {
    const { name, namespace, runsOnEveryNode: isDaemon } = this.intent;
    const { serviceAccount } = this.application;
    this.grants = grant(this, { name, namespace, serviceAccount, isDaemon }, this.permissions);
  }

  /** Records that the kind has created an object. */
  public own<T extends ApiObject>(object: T): T {
    this.authors.kind._attachTo(object);
    this.objects.push(object);
    markLate(this.scope, object);
    return object;
  }

  /** What sets the number of its pods, if something does. */
  public autoscaler(scaling: Scaling, kind: 'Deployment' | 'StatefulSet'): ApiObject | undefined {
    reportLater(this.scope, () => sidecarTargetProblems(
      scaling, this.pod._read().containers.filter(({ sidecar }) => sidecar).map(({ name }) => name),
    ));
    const autoscaler = autoscalerOf(scaling, { kind, name: this.podsOwner, container: this.application.name });
    return autoscaler && this.object('autoscaler', autoscaler.apiVersion, autoscaler.kind, { spec: autoscaler.spec });
  }

  /** Admits those who may reach its ports. */
  public networkPolicy(open: Openness = {}): ApiObject {
    const { podLabels, endpoints, intent: { cluster } } = this;
    const peerOf = ({ namespace, name, podLabels: own }: DeclaredCaller) => podsOf({
      namespace, name, podLabels: own ?? adoptedLabels(this.scope, cluster.name, namespace, name),
    });
    const { annotations, ...metadata } = this.metadata();
    const doors = plaintextDoors(this.ports);
    const told = doors ? { ...annotations, [PLAINTEXT_ANNOTATION]: doors } : annotations;
    return this.object('network-policy', 'networking.k8s.io/v1', 'NetworkPolicy', {
      metadata: { name: this.intent.name, ...metadata, annotations: told },
      spec: Lazy.any({
        produce: () => networkPolicySpec(
          podLabels,
          ingressRules(openings(this.allPorts(), endpoints, podLabels, cluster, open, peerOf)),
          egressRules(this.scope, this.egress, this.pod._read().calls, podLabels, this.placement, this.calls),
        ),
      }),
    });
  }

  /** The pod template, once everything is planned. */
  public podTemplate(): PodTemplateSpec {
    return renderPod(this.running(), this.pod, this.intent.cluster.version);
  }

  /** Everything in the pods, and who added it. */
  public podItems(): PodItem[] {
    return podItems(this.running(), this.pod, this.intent.cluster.version, this.authors);
  }

  /** Whether what is written may be other than the kind has planned it. */
  private isPatched(): boolean {
    return this.pod._read().patches.length > 0
      || this.objects.some(object => objectPatches(object).length > 0)
      || this.runtimeObjects.some(object => objectPatches(object).length > 0);
  }

  /** The application, with a token if somebody has bound a role to the workload. */
  private running(): Application {
    const { application, scope } = this;
    return application.apiToken || !isSubject(scope) || !isBound(scope) ? application : { ...application, apiToken: true };
  }

  /** Labels, annotations and namespace of each object of the workload. */
  public metadata() {
    const { namespace, labels, annotations } = this.intent;
    return { namespace, labels, annotations };
  }
}

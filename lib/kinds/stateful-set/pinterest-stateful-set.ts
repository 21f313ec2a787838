import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Container, ContainerProps, IScalable, ScalingTarget } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ClaimRetention, retentionPolicy } from './claim-retention';
import { claimTemplate, templateVolume } from './claim-template';
import { maxUnavailable, membershipProblems } from './quorum';
import { StartOrder } from './start-order';
import { STORE_UPDATE_SHAPE, StatefulSetUpdate, storeUpdateProblems, storeUpdateStrategy } from './stateful-set-update';
import { spreadOverZones, ZoneSpread } from './zone-spread';
import { Caller } from '../../ports/caller';
import { TrafficProtocol } from '../../ports/traffic-protocol';
import { Discovery } from '../../requirements/discovery';
import { TrafficOptions } from '../../requirements/traffic-options';
import { disruptionBudgetSpec } from '../../resources/disruption';
import { derivedName, reservedServiceProblems } from '../../resources/names';
import { Scaling } from '../../scaling/scaling';
import { scalingProblems } from '../../scaling/scaling-problems';
import { SCALING_SHAPE } from '../../scaling/scaling-shape';
import { CLAIM_SHAPE, claimProblems, VolumeClaim } from '../../storage/claim';
import { eachOf, having, judged, oneOf, optional, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { must, Problem, report, reportLater } from '../../validation/problem';
import { NUMBER } from '../../validation/scalars';
import { endpointProblems } from '../../workloads/endpoints';
import { exposedNames, Exposure, EXPOSURE_SHAPE } from '../../workloads/exposure';
import { PinterestWorkload } from '../../workloads/pinterest-workload';
import { registered } from '../../workloads/registry';
import { routesOf } from '../../workloads/routes';
import { ServedWorkloadProps } from '../../workloads/service-options';
import { SERVED_FIELDS } from '../../workloads/service-shape';
import { serviceNames, Services } from '../../workloads/services';
import { trafficProblems, unproxiedProblems } from '../../workloads/traffic-problems';
import { WorkloadBase } from '../../workloads/workload-base';
import { workloadShape } from '../../workloads/workload-shape';

/**
 * Properties of a PinterestStatefulSet. `stop` is two minutes by default.
 * Without a readiness probe, the main port of its container must accept connections.
 */
export interface PinterestStatefulSetProps extends ServedWorkloadProps {
  /**
   * How many pods, numbered from 0.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * How many pods, if an autoscaler sets the number: in place of `replicas`. The last pods come and go, and members must find
   * each other anew by themselves.
   *
   * @default - `replicas`
   */
  readonly scaling?: Scaling;

  /**
   * The protocol of the application's ports.
   *
   * @default TrafficProtocol.TCP
   */
  readonly protocol?: TrafficProtocol;

  /**
   * What the proxy in front of its ports lets through: connections, sizes, times.
   *
   * @default - what fits most: 1,000 connections, 32 KiB of headers
   */
  readonly traffic?: TrafficOptions;

  /**
   * Who may call it from inside the cluster. Its own pods always reach each other, at the container's own ports.
   *
   * @default - nobody else
   */
  readonly callers?: Caller[];

  /**
   * How it is reached from outside the cluster.
   *
   * @default - not at all
   */
  readonly exposure?: Exposure;

  /**
   * The name of the headless Service that gives each pod its DNS name, where software wants one of its own. It cannot change
   * later.
   *
   * @default - `<name>-peers`
   */
  readonly governingService?: string;

  /**
   * How its pods are registered in ZooKeeper.
   *
   * @default - in the format of the cluster's ZooKeeper, if it has one
   */
  readonly discovery?: Discovery;

  /**
   * Volumes of each pod. A pod keeps them wherever it restarts.
   *
   * This list cannot change later, not even a size. To make volumes larger, if their storage class allows expansion: write
   * the new size here and synthesize; give each claim the new size,
   * `kubectl patch pvc <volume>-<name>-<n> -p '{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}'`; delete the
   * StatefulSet but not its pods, `kubectl delete statefulset <name> --cascade=orphan`; and apply the new manifest,
   * which adopts the existing pods and claims. No pod restarts unless its own specification has changed.
   * A GitOps tool fails to apply the new size until the StatefulSet has been deleted.
   *
   * @default - none
   */
  readonly storage?: VolumeClaim[];

  /**
   * When the cluster deletes the volumes.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly retention?: ClaimRetention;

  /**
   * How the pods start and stop. It cannot change later.
   *
   * @default StartOrder.ORDERED
   */
  readonly startOrder?: StartOrder;

  /**
   * The number of the first pod to update; pods before it keep their version. With `replicas - 1` the last pod is a
   * canary. Leave it out again to update all.
   *
   * @default 0
   */
  readonly updateFrom?: number;

  /**
   * How it moves to a new version.
   *
   * @default StatefulSetUpdate.rolling()
   */
  readonly update?: StatefulSetUpdate;

  /**
   * How many pods the store needs to work. Only the others may be evicted at a time, for example when nodes are drained.
   * One pod may always be evicted, even if the store then stops: otherwise its node could never be drained.
   *
   * @default - more than half
   */
  readonly quorum?: number;

  /**
   * How strictly the pods are spread over zones.
   *
   * @default ZoneSpread.PREFERRED
   */
  readonly zones?: ZoneSpread;

  /**
   * How long a pod still serves after its deletion, so that every client learns of it.
   *
   * @default Duration.seconds(10)
   */
  readonly drain?: Duration;
}

const KIND = 'PinterestStatefulSet';

const SHAPE = workloadShape({
  ...SERVED_FIELDS,
  exposure: optional(EXPOSURE_SHAPE),
  governingService: optional(text(KINDS.serviceName)),
  replicas: optional(NUMBER),
  scaling: optional(SCALING_SHAPE),
  updateFrom: optional(NUMBER),
  quorum: optional(NUMBER),
  update: optional(STORE_UPDATE_SHAPE),
  storage: optional(eachOf(CLAIM_SHAPE)),
  protocol: optional(oneOf(TrafficProtocol, 'TrafficProtocol')),
  retention: optional(having('deletesWhenDeleted', 'a ClaimRetention', 'ClaimRetention.RETAIN')),
  startOrder: optional(oneOf(StartOrder, 'StartOrder')),
  zones: optional(oneOf(ZoneSpread, 'ZoneSpread')),
});

/** A label of the pods holds the name, a dash and a hash of ten letters: 63 characters at most. */
const LONGEST_NAME = 52;

/**
 * A store: pods that keep their names and their volumes.
 *
 * Clients call `<name>` and reach any pod that is ready. The pods reach each other at `<name>-<n>.<name>-peers`, even
 * before they are ready, at the container's own ports and without the proxy. A client that needs one particular pod uses
 * that name, too, at the proxy's port; the certificate is valid for it.
 */
export class PinterestStatefulSet extends PinterestWorkload implements IScalable {
  public readonly statefulSet: ApiObject;
  /** The headless Service that gives each pod a DNS name. */
  public readonly peers: ApiObject;
  public readonly networkPolicy: ApiObject;
  public readonly ingress?: ApiObject;
  /** One for each host. */
  public readonly httpRoutes: ApiObject[];
  /** Set if there are at least two pods. */
  public readonly disruptionBudget?: ApiObject;

  /** The HorizontalPodAutoscaler, or KEDA's ScaledObject. */
  public readonly autoscaler?: ApiObject;

  /** Whether an autoscaler sets the number of pods. */
  public hasAutoscaler: boolean;

  /** @internal */
  protected readonly _base: WorkloadBase;

  private readonly container: ContainerProps;
  private readonly services: Services;

  constructor(scope: Construct, id: string, props: PinterestStatefulSetProps) {
    super(scope, id);
    props = judged(this, props, SHAPE);
    const name = this.node.id;
    this.container = props.container;
    const { storage = [] } = props;
    const scaling = props.scaling ?? Scaling.fixed(props.replicas ?? 3);
    this.hasAutoscaler = scaling.automatic;
    const membership = { replicas: scaling.min, quorum: props.quorum, updateFrom: props.updateFrom ?? 0 };
    const peers = props.governingService ?? derivedName(name, 'peers');
    const protocol = props.protocol ?? TrafficProtocol.TCP;
    const wrongTraffic = trafficProblems(props.traffic, protocol, props.ports);
    const workload = new WorkloadBase(this, {
      ...props, stop: props.stop ?? Duration.minutes(2),
    }, {
      kind: KIND,
      longestName: LONGEST_NAME,
      numberedPods: true,
      protocol,
      traffic: wrongTraffic.length === 0 ? props.traffic : undefined,
      proxied: true,
      listens: true,
      peersApart: true,
      dnsNames: [...serviceNames(name, props), `*.${peers}`],
      exposedPorts: exposedNames(props.exposure),
      callers: props.callers,
      discovery: props.discovery,
      drain: props.drain ?? Duration.seconds(10),
      podSpec: podLabels => ({ topologySpreadConstraints: spreadOverZones(podLabels, props.zones ?? ZoneSpread.PREFERRED) }),
    });
    this._base = workload;
    workload.grantPermissions();
    const { podLabels, pod, intent: { namespace, cluster } } = workload;
    report(this, ...wrongTraffic, ...unproxiedProblems(props.traffic, cluster));
    const wrongClaims = claimProblems('storage', storage);
    const wrongScaling = ownScalingProblems(props, scaling);
    report(this, ...(wrongScaling.length > 0 ? wrongScaling : membershipProblems(membership)), ...wrongClaims);
    if (props.governingService) report(this, ...reservedServiceProblems('governingService', peers, namespace));
    if (props.update) report(this, ...storeUpdateProblems(props.update, props.updateFrom, cluster.version));
    // Adding wrong claims would report a duplicate a second time.
    for (const claim of wrongClaims.length > 0 ? [] : storage) {
      pod.addVolume(templateVolume(claim));
      pod.mount({ volume: claim.name, path: claim.mountPath, readOnly: false });
    }

    this.statefulSet = workload.object('stateful-set', 'apps/v1', 'StatefulSet', {
      spec: Lazy.any({
        produce: () => ({
          serviceName: peers,
          replicas: this.hasAutoscaler ? undefined : membership.replicas,
          podManagementPolicy: props.startOrder ?? StartOrder.ORDERED,
          updateStrategy: storeUpdateStrategy(props.update, membership.updateFrom),
          selector: { matchLabels: podLabels },
          template: workload.podTemplate(),
          ...(storage.length > 0 && {
            volumeClaimTemplates: storage.map(claimTemplate),
            persistentVolumeClaimRetentionPolicy: retentionPolicy(props.retention ?? ClaimRetention.RETAIN),
          }),
        }),
      }),
    });

    this.peers = workload.object('peers', 'v1', 'Service', {
      metadata: { ...workload.metadata(), name: peers },
      spec: Lazy.any({
        produce: () => {
          const ports = workload.endpoints.direct();
          return { clusterIP: 'None', publishNotReadyAddresses: true, selector: podLabels, ...(ports.length > 0 && { ports }) };
        },
      }),
    });
    reportLater(this, () => registered(this, cluster.name, namespace, peers).map(other => ({
      field: 'name',
      value: name,
      rule: `gives its peers Service the name "${peers}", which is also the name of ${other.node.path}`,
      fix: 'Rename one of the two.',
    })));

    this.services = new Services(this, workload, props);
    reportLater(this, () => {
      const wrong = endpointProblems(workload.endpoints.ofService()).length > 0;
      return workload.portsAreRight && !wrong ? endpointProblems(workload.endpoints.direct(), props.ports && 'ports') : [];
    });
    const { ingress, httpRoutes, gateways } = routesOf(this, workload, this.services, props.exposure);
    this.ingress = ingress;
    this.httpRoutes = httpRoutes;
    if (membership.replicas > 1) {
      this.disruptionBudget = workload.object('disruption-budget', 'policy/v1', 'PodDisruptionBudget', {
        spec: disruptionBudgetSpec(podLabels, maxUnavailable(membership)),
      });
    }
    this.autoscaler = workload.autoscaler(scaling, 'StatefulSet');
    this.networkPolicy = workload.networkPolicy({ gateways, peersReachAll: true });
  }

  /** The Service for clients. Set if there is a port that some of them may reach. */
  public get service(): ApiObject | undefined {
    return this.services.main;
  }

  /** The Services of `moreServices`. */
  public get moreServices(): ApiObject[] {
    return this.services.more;
  }

  /** Called by a cdk8s-plus HorizontalPodAutoscaler that targets this store. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
  }

  /** Names the StatefulSet, for cdk8s-plus HorizontalPodAutoscalers. */
  public toScalingTarget(): ScalingTarget {
    const { name } = this._base.application;
    return {
      kind: 'StatefulSet',
      apiVersion: 'apps/v1',
      name: this.statefulSet.name,
      containers: [new Container({ ...this.container, name })],
    };
  }
}

/** A fixed number is judged with the quorum. */
function ownScalingProblems({ replicas, scaling: given }: PinterestStatefulSetProps, scaling: Scaling): Problem[] {
  if (given === undefined) return [];
  return [
    ...must(replicas === undefined, {
      field: 'replicas', value: replicas, rule: 'is also said by scaling', fix: 'Keep one of the two.',
    }),
    ...scalingProblems(scaling),
  ];
}

import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Container, ContainerProps, IScalable, ScalingTarget } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ClaimRetention, retentionPolicy } from './claim-retention';
import { claimTemplate, templateVolume } from './claim-template';
import { maxUnavailable, membershipProblems } from './quorum';
import { StartOrder } from './start-order';
import { spreadOverZones, ZoneSpread } from './zone-spread';
import { Discovery } from '../../requirements/discovery';
import { disruptionBudgetSpec } from '../../resources/disruption';
import { derivedName } from '../../resources/names';
import { claimProblems, VolumeClaim } from '../../storage/claim';
import { report, reportLater } from '../../validation/problem';
import { Caller } from '../../workloads/caller';
import { acceptsTcpConnections, directEndpoints } from '../../workloads/direct-endpoints';
import { endpointProblems, endpointsOf } from '../../workloads/endpoints';
import { PinterestWorkload } from '../../workloads/pinterest-workload';
import { registered } from '../../workloads/registry';
import { TrafficProtocol } from '../../workloads/traffic-protocol';
import { WorkloadBase } from '../../workloads/workload-base';
import { PinterestWorkloadProps } from '../../workloads/workload-props';

/**
 * Properties of a PinterestStatefulSet. Its `stop` is two minutes unless told otherwise.
 * Without readiness probe, the main port of its container must accept connections.
 */
export interface PinterestStatefulSetProps extends PinterestWorkloadProps {
  /**
   * How many pods, numbered from 0.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * What is spoken on the application's ports.
   *
   * @default TrafficProtocol.TCP
   */
  readonly protocol?: TrafficProtocol;

  /**
   * Who may call it from inside the cluster. Its own pods always reach each other, at the container's own ports.
   *
   * @default - nobody else
   */
  readonly callers?: Caller[];

  /**
   * How clients that read ZooKeeper find it.
   *
   * @default - as the cluster's ZooKeeper says, if it has one
   */
  readonly discovery?: Discovery;

  /**
   * Volumes, of which each pod has its own and finds it again wherever it restarts.
   *
   * The API server lets nobody change this list later, not even a size. To make volumes larger, where their storage class
   * allows expansion: write the new size here and synthesize; give each claim the new size,
   * `kubectl patch pvc <volume>-<name>-<n> -p '{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}'`; delete the
   * StatefulSet but not its pods, `kubectl delete statefulset <name> --cascade=orphan`; and apply the new manifest,
   * which takes over the pods and claims that are there. No pod restarts unless its own specification has changed.
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
   * The first pod that an update reaches: those before it keep what they run. So the last pod, `replicas - 1`, is the
   * canary; leave it out again to update all.
   *
   * @default 0
   */
  readonly updateFrom?: number;

  /**
   * How many pods the store needs to work. No more than the rest are evicted at a time, as when nodes are drained; but
   * always one may be, even if the store then stops: else a node that has one of its pods could never be drained.
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
   * How long a pod that is to stop still serves, until every client has learned of it.
   *
   * @default Duration.seconds(10)
   */
  readonly drain?: Duration;
}

const KIND = 'PinterestStatefulSet';

/** Its pods are called `<name>-<n>` and carry that and a hash of ten letters in a label. */
const LONGEST_NAME = 52;

/**
 * A store: pods that keep their names and their volumes.
 *
 * Its clients call `<name>`, and reach any pod that is ready. Its pods find each other at `<name>-<n>.<name>-peers`,
 * also before they are ready, at the container's own ports and without the proxy. A client that must reach one certain
 * pod finds it by that name, too, at the proxy's port, whose certificate is good for it.
 */
export class PinterestStatefulSet extends PinterestWorkload implements IScalable {
  public readonly statefulSet: ApiObject;
  /** Names the pods one by one. */
  public readonly peers: ApiObject;
  public readonly networkPolicy: ApiObject;
  /** Where clients call; there if the application has a port. */
  public readonly service?: ApiObject;
  /** There if there are at least two pods. */
  public readonly disruptionBudget?: ApiObject;

  /** Whether an autoscaler decides how many pods there are. */
  public hasAutoscaler = false;

  /** @internal */
  protected readonly _base: WorkloadBase;

  private readonly container: ContainerProps;

  constructor(scope: Construct, id: string, props: PinterestStatefulSetProps) {
    super(scope, id);
    this.container = props.container;
    const { container, storage = [] } = props;
    const membership = { replicas: props.replicas ?? 3, quorum: props.quorum, updateFrom: props.updateFrom ?? 0 };
    const peers = derivedName(id, 'peers');
    const workload = new WorkloadBase(this, {
      ...props,
      container: { ...container, readiness: container.readiness ?? acceptsTcpConnections(container) },
      stop: props.stop ?? Duration.minutes(2),
    }, {
      kind: KIND,
      longestName: LONGEST_NAME,
      numberedPods: true,
      http: props.protocol === TrafficProtocol.HTTP,
      proxied: true,
      dnsNames: [id, `*.${peers}`],
      callers: props.callers,
      discovery: props.discovery,
      drain: props.drain ?? Duration.seconds(10),
      podSpec: podLabels => ({ topologySpreadConstraints: spreadOverZones(podLabels, props.zones ?? ZoneSpread.PREFERRED) }),
    });
    this._base = workload;
    const { podLabels, pod, intent: { namespace, cluster } } = workload;
    const wrongClaims = claimProblems('storage', storage);
    report(this, ...membershipProblems(membership), ...wrongClaims);
    // What is there twice is told once.
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
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: membership.updateFrom } },
          selector: { matchLabels: podLabels },
          template: workload.podTemplate(),
          ...(storage.length > 0 && {
            volumeClaimTemplates: storage.map(claimTemplate),
            persistentVolumeClaimRetentionPolicy: retentionPolicy(props.retention ?? ClaimRetention.RETAIN),
          }),
        }),
      }),
    });

    const direct = directEndpoints(workload.ports, workload.metricsPort, container);
    this.peers = workload.object('peers', 'v1', 'Service', {
      metadata: { ...workload.metadata(), name: peers },
      spec: {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector: podLabels,
        ...(direct.ports.length > 0 && { ports: direct.ports }),
      },
    });
    reportLater(this, () => registered(this, cluster.name, namespace, peers).map(other => ({
      field: 'name',
      value: id,
      rule: `makes the name of its second Service "${peers}", which is also the name of ${other.node.path}`,
      fix: 'Rename one of the two.',
    })));

    const endpoints = endpointsOf(workload.intent, pod, workload.metricsPort);
    const wrongPorts = endpointProblems(endpoints);
    if (workload.portsAreRight) report(this, ...(wrongPorts.length > 0 ? wrongPorts : endpointProblems(direct)));
    if (endpoints.ports.length > 0) {
      this.service = workload.object('service', 'v1', 'Service', { spec: { selector: podLabels, ports: endpoints.ports } });
    }
    if (membership.replicas > 1) {
      this.disruptionBudget = workload.object('disruption-budget', 'policy/v1', 'PodDisruptionBudget', {
        spec: disruptionBudgetSpec(podLabels, maxUnavailable(membership)),
      });
    }
    this.networkPolicy = workload.networkPolicy({ ...direct.network, ...endpoints.network, peers: direct.network.callers });
  }

  /** Called by a cdk8s-plus HorizontalPodAutoscaler that takes this store. */
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

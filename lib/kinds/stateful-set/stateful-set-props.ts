import { Duration } from 'cdk8s';
import { ClaimRetention } from './claim-retention';
import { StartOrder } from './start-order';
import { StatefulSetUpdate } from './stateful-set-update';
import { ZoneSpread } from './zone-spread';
import { Caller } from '../../ports/caller';
import { TrafficProtocol } from '../../ports/traffic-protocol';
import { Discovery } from '../../requirements/discovery';
import { TrafficOptions } from '../../requirements/traffic-options';
import { Scaling } from '../../scaling/scaling';
import { VolumeClaim } from '../../storage/claim';
import { Exposure } from '../../workloads/exposure';
import { ServedWorkloadProps } from '../../workloads/service-options';

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

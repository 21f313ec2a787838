import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Container, ContainerProps, IScalable, ScalingTarget } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { ClaimRetention, retentionPolicy } from './claim-retention';
import { claimTemplate, templateVolume } from './claim-template';
import { maxUnavailable, membershipProblems } from './quorum';
import { StartOrder } from './start-order';
import { PinterestStatefulSetProps } from './stateful-set-props';
import { STORE_SHAPE } from './stateful-set-shape';
import { storeUpdateProblems, storeUpdateStrategy } from './stateful-set-update';
import { spreadOverZones, ZoneSpread } from './zone-spread';
import { TrafficProtocol } from '../../ports/traffic-protocol';
import { disruptionBudgetSpec } from '../../resources/disruption';
import { derivedName, reservedServiceProblems } from '../../resources/names';
import { Scaling } from '../../scaling/scaling';
import { scalingProblems } from '../../scaling/scaling-problems';
import { claimProblems } from '../../storage/claim';
import { judged } from '../../validation/judge';
import { must, Problem, report, reportLater } from '../../validation/problem';
import { endpointProblems } from '../../workloads/endpoints';
import { exposedNames } from '../../workloads/exposure';
import { PinterestWorkload } from '../../workloads/pinterest-workload';
import { reportPlaintext } from '../../workloads/plaintext-findings';
import { registered } from '../../workloads/registry';
import { routesOf } from '../../workloads/routes';
import { serviceNames, Services } from '../../workloads/services';
import { trafficProblems, unproxiedProblems } from '../../workloads/traffic-problems';
import { WorkloadBase } from '../../workloads/workload-base';

const KIND = 'PinterestStatefulSet';

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
  /** One for all hosts and paths with the same annotations. */
  public readonly ingresses: ApiObject[];
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
    props = judged(this, props, STORE_SHAPE);
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
      written: props,
      adoption: props.adoption,
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
    if (wrongTraffic.length === 0) reportPlaintext(this, props.traffic?.plaintext, workload.ports, workload.endpoints, cluster);
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

    this.statefulSet = workload.podsObject('stateful-set', 'StatefulSet', {
      spec: Lazy.any({
        produce: () => ({
          serviceName: peers,
          replicas: this.hasAutoscaler ? undefined : membership.replicas,
          podManagementPolicy: props.startOrder ?? StartOrder.ORDERED,
          updateStrategy: storeUpdateStrategy(props.update, membership.updateFrom),
          selector: { matchLabels: podLabels },
          template: workload.podTemplate(),
          ...(storage.length > 0 && {
            volumeClaimTemplates: storage.map(claim => claimTemplate(claim, props.adoption)),
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
    // Its own name may be that of the peers Service if clients have another one: charts name them so.
    const isOwn = (other: IConstruct) => other === this && (props.service?.name ?? name) !== peers;
    const holders = () => registered(this, cluster.name, namespace, peers).filter(other => !isOwn(other));
    reportLater(this, () => holders().map(other => ({
      ...(props.governingService === undefined ? { field: 'name', value: name } : { field: 'governingService', value: peers }),
      rule: `gives its peers Service the name "${peers}", which is also the name of ${other.node.path}`,
      fix: 'Rename one of the two.',
    })));

    this.services = new Services(this, workload, props, {}, scaling.max);
    reportLater(this, () => {
      const wrong = endpointProblems(workload.endpoints.ofService()).length > 0;
      return workload.portsAreRight && !wrong ? endpointProblems(workload.endpoints.direct(), props.ports && 'ports') : [];
    });
    const { ingresses, httpRoutes, gateways } = routesOf(this, workload, this.services, props.exposure);
    this.ingresses = ingresses;
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

  /** The Ingress of its first host. */
  public get ingress(): ApiObject | undefined {
    return this.ingresses[0];
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

import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Container, ContainerProps, IScalable, ScalingTarget } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { DEPLOYMENT_UPDATE_SHAPE, deploymentStrategy, DeploymentUpdate, deploymentUpdateProblems } from './deployment-update';
import { progressDeadline } from './progress-deadline';
import {
  createClaims, mountClaims, otherAutoscalerProblems, SERVICE_CLAIM_SHAPE, ServiceClaim, serviceClaimProblems,
} from './service-claim';
import { Caller } from '../../ports/caller';
import { TrafficProtocol } from '../../ports/traffic-protocol';
import { Discovery } from '../../requirements/discovery';
import { TrafficOptions } from '../../requirements/traffic-options';
import { disruptionBudgetSpec } from '../../resources/disruption';
import { spread } from '../../resources/spread';
import { Scaling } from '../../scaling/scaling';
import { scalingProblems } from '../../scaling/scaling-problems';
import { SCALING_SHAPE } from '../../scaling/scaling-shape';
import { eachOf, judged, oneOf, optional } from '../../validation/judge';
import { report, reportLater } from '../../validation/problem';
import { exposedNames, Exposure, EXPOSURE_SHAPE } from '../../workloads/exposure';
import { PinterestWorkload } from '../../workloads/pinterest-workload';
import { reportPlaintext } from '../../workloads/plaintext-findings';
import { routesOf } from '../../workloads/routes';
import { ServedWorkloadProps } from '../../workloads/service-options';
import { SERVED_FIELDS } from '../../workloads/service-shape';
import { serviceNames, Services } from '../../workloads/services';
import { TRAFFIC_SHAPE, trafficProblems, unproxiedProblems } from '../../workloads/traffic-problems';
import { WorkloadBase } from '../../workloads/workload-base';
import { workloadShape } from '../../workloads/workload-shape';

/** Properties of a PinterestService. Without a readiness probe, the main port of its container must accept connections. */
export interface PinterestServiceProps extends ServedWorkloadProps {
  /**
   * The number of pods.
   *
   * @default Scaling.fixed(2)
   */
  readonly scaling?: Scaling;

  /**
   * Who may call it from inside the cluster.
   *
   * @default - nobody
   */
  readonly callers?: Caller[];

  /**
   * How it is reached from outside the cluster.
   *
   * @default - not at all
   */
  readonly exposure?: Exposure;

  /**
   * How its pods are registered in ZooKeeper.
   *
   * @default - in the format of the cluster's ZooKeeper, if it has one
   */
  readonly discovery?: Discovery;

  /**
   * The protocol of the application's ports.
   *
   * @default TrafficProtocol.HTTP
   */
  readonly protocol?: TrafficProtocol;

  /**
   * What the proxy in front of its ports lets through: connections, sizes, times.
   *
   * @default - what fits most: 1,000 connections, 32 KiB of headers
   */
  readonly traffic?: TrafficOptions;

  /**
   * How long a pod still serves after its deletion, so that every client learns of it.
   *
   * @default Duration.seconds(10)
   */
  readonly drain?: Duration;

  /**
   * How it moves to a new version.
   *
   * @default - new pods replace old ones step by step, and none is missing meanwhile
   */
  readonly update?: DeploymentUpdate;

  /**
   * Volumes that outlive its pods. In a service that one pod makes, mostly.
   *
   * @default - none
   */
  readonly claims?: ServiceClaim[];
}

const KIND = 'PinterestService';

const SHAPE = workloadShape({
  ...SERVED_FIELDS,
  scaling: optional(SCALING_SHAPE),
  exposure: optional(EXPOSURE_SHAPE),
  update: optional(DEPLOYMENT_UPDATE_SHAPE),
  claims: optional(eachOf(SERVICE_CLAIM_SHAPE)),
  protocol: optional(oneOf(TrafficProtocol, 'TrafficProtocol')),
  traffic: optional(TRAFFIC_SHAPE),
});

/** A long-running stateless service. */
export class PinterestService extends PinterestWorkload implements IScalable {
  public readonly deployment: ApiObject;
  public readonly networkPolicy: ApiObject;
  /** One for all hosts and paths with the same annotations. */
  public readonly ingresses: ApiObject[];
  /** One for each host. */
  public readonly httpRoutes: ApiObject[];
  /** The HorizontalPodAutoscaler, or KEDA's ScaledObject. */
  public readonly autoscaler?: ApiObject;
  /** Set if there are at least two pods. */
  public readonly disruptionBudget?: ApiObject;

  /** The claims of its own. */
  public readonly claims: ApiObject[];

  /** Whether an autoscaler sets the number of pods. */
  public hasAutoscaler: boolean;

  /** @internal */
  protected readonly _base: WorkloadBase;

  private readonly container: ContainerProps;
  private readonly services: Services;

  constructor(scope: Construct, id: string, props: PinterestServiceProps) {
    super(scope, id);
    props = judged(this, props, SHAPE);
    this.container = props.container;
    const scaling = props.scaling ?? Scaling.fixed(2);
    this.hasAutoscaler = scaling.automatic;
    report(this, ...scalingProblems(scaling));

    const protocol = props.protocol ?? TrafficProtocol.HTTP;
    const wrongTraffic = trafficProblems(props.traffic, protocol, props.ports);
    const workload = new WorkloadBase(this, props, {
      kind: KIND,
      adoption: props.adoption,
      protocol,
      traffic: wrongTraffic.length === 0 ? props.traffic : undefined,
      proxied: true,
      listens: true,
      dnsNames: serviceNames(this.node.id, props),
      exposedPorts: exposedNames(props.exposure),
      callers: props.callers,
      discovery: props.discovery,
      drain: props.drain ?? Duration.seconds(10),
      podSpec: podLabels => ({ topologySpreadConstraints: spread(podLabels, ['pod-template-hash']) }),
    });
    this._base = workload;
    workload.grantPermissions();
    const { podLabels, intent: { cluster } } = workload;
    report(this, ...wrongTraffic);
    this.claims = this.planClaims(props, scaling);
    report(this, ...unproxiedProblems(props.traffic, cluster));
    if (wrongTraffic.length === 0) reportPlaintext(this, props.traffic?.plaintext, workload.ports, workload.endpoints, cluster);

    this.deployment = workload.podsObject('deployment', 'Deployment', {
      spec: Lazy.any({
        produce: () => {
          const template = workload.podTemplate();
          return {
            replicas: this.hasAutoscaler ? undefined : scaling.min,
            revisionHistoryLimit: 5,
            selector: { matchLabels: podLabels },
            strategy: deploymentStrategy(props.update),
            ...progressDeadline(template.spec),
            template,
          };
        },
      }),
    });

    this.services = new Services(this, workload, props);
    const { ingresses, httpRoutes, gateways } = routesOf(this, workload, this.services, props.exposure);
    this.ingresses = ingresses;
    this.httpRoutes = httpRoutes;
    this.autoscaler = workload.autoscaler(scaling, 'Deployment');
    this.disruptionBudget = disruptionBudgetOf(workload, scaling);
    this.networkPolicy = workload.networkPolicy({ gateways });
  }

  /** Set if there is a port that somebody but the kubelet may reach. */
  public get service(): ApiObject | undefined {
    return this.services.main;
  }

  /** The Services of `moreServices`. */
  public get moreServices(): ApiObject[] {
    return this.services.more;
  }

  /** The Ingress of its first host. */
  public get ingress(): ApiObject | undefined {
    return this.ingresses[0];
  }

  /** The HTTPRoute of its first host. */
  public get httpRoute(): ApiObject | undefined {
    return this.httpRoutes[0];
  }

  private planClaims({ claims = [], update }: PinterestServiceProps, scaling: Scaling): ApiObject[] {
    if (claims.length === 0 && update === undefined) return [];
    const workload = this._base;
    const wrong = [...update ? deploymentUpdateProblems(update) : [], ...serviceClaimProblems(claims, scaling, update)];
    report(this, ...wrong);
    reportLater(this, () => this.hasAutoscaler && !scaling.automatic ? otherAutoscalerProblems(claims) : []);
    // Adding wrong claims would report a duplicate a second time.
    if (wrong.some(({ field }) => field.startsWith('claims'))) return [];
    mountClaims(workload.pod, this.node.id, claims);
    return createClaims(this, this.node.id, claims, workload.metadata()).map(claim => workload.own(claim));
  }

  /** Called by a cdk8s-plus HorizontalPodAutoscaler that targets this service. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
  }

  /** Names the deployment, for cdk8s-plus HorizontalPodAutoscalers. */
  public toScalingTarget(): ScalingTarget {
    const { name } = this._base.application;
    return {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      name: this.deployment.name,
      containers: [new Container({ ...this.container, name })],
    };
  }
}

function disruptionBudgetOf(workload: WorkloadBase, scaling: Scaling): ApiObject | undefined {
  return scaling.min > 1 ? workload.object('disruption-budget', 'policy/v1', 'PodDisruptionBudget', {
    spec: disruptionBudgetSpec(workload.podLabels, '10%'),
  }) : undefined;
}

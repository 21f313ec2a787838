import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Container, ContainerProps, INetworkPolicyPeer, IPodSelector, IScalable, ISubject, LabelSelector, NetworkPolicyPeerConfig, PodSelectorConfig, Probe, ScalingTarget, SubjectConfiguration } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { containerPorts } from './container-problems';
import { endpointProblems, endpointsOf } from './endpoints';
import { Workload } from './workload';
import { Owner } from '../platform/owner';
import { PodPlan } from '../pod/pod-plan';
import { renderPod } from '../pod/render';
import { Artifact } from '../resources/artifact';
import { Caller } from '../resources/caller';
import { ConfigProps } from '../resources/config';
import { disruptionBudgetSpec } from '../resources/disruption';
import { Exposure, exposureProblems, httpRouteSpec, ingressSpec } from '../resources/exposure';
import { networkPolicySpec, selectorLabels } from '../resources/network';
import { autoscalerSpec, Scaling, scalingProblems } from '../resources/scaling';
import { spread } from '../resources/spread';
import { Channel } from '../runtime/channel';
import { Requirement } from '../runtime/requirement';
import { report } from '../validation/problem';

/** Properties of a PinterestService. */
export interface PinterestServiceProps {
  /**
   * The application: cdk8s-plus ContainerProps, business logic only.
   *
   * Without readiness probe, its main port must accept connections. Without resources it requests 100m CPU and 128Mi memory.
   */
  readonly container: ContainerProps;

  /**
   * How many pods.
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
   * What is spoken on the application's ports.
   *
   * @default AppProtocol.HTTP
   */
  readonly protocol?: AppProtocol;

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
   * How long a pod that is to stop still serves, until every client has learned of it.
   *
   * @default Duration.seconds(10)
   */
  readonly drain?: Duration;

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

/** What is spoken on a port. */
export enum AppProtocol {
  /** HTTP/1.1. */
  HTTP = 'HTTP',
  /** Anything over TCP, gRPC included. */
  TCP = 'TCP',
}

const KIND = 'PinterestService';

/** A long-running stateless service. */
export class PinterestService extends Construct implements IPodSelector, INetworkPolicyPeer, ISubject, IScalable {
  /** What runs in the pods: add to it, or patch any container by name. */
  public readonly pod: PodPlan;

  public readonly serviceAccount: ApiObject;
  public readonly deployment: ApiObject;
  public readonly networkPolicy: ApiObject;
  /** The ConfigMap of `config.files`. */
  public readonly configFiles?: ApiObject;
  /** The ConfigMap of `config.env`. */
  public readonly configEnv?: ApiObject;
  /** There if the application has a port. */
  public readonly service?: ApiObject;
  public readonly ingress?: ApiObject;
  public readonly httpRoute?: ApiObject;
  public readonly autoscaler?: ApiObject;
  /** There if there are at least two pods. */
  public readonly disruptionBudget?: ApiObject;

  /** What components of the runtime added beside it: its certificate, the configuration of its proxy. */
  public readonly runtimeObjects: ApiObject[];

  /** Its identity, as in its certificate. */
  public readonly spiffeId: string;

  /** Whether an autoscaler decides how many pods there are. */
  public hasAutoscaler: boolean;

  private readonly workload: Workload;

  constructor(scope: Construct, id: string, props: PinterestServiceProps) {
    super(scope, id);
    const scaling = props.scaling ?? Scaling.fixed(2);
    this.hasAutoscaler = scaling.automatic;
    report(this, ...scalingProblems(scaling));

    const workload = new Workload(this, {
      ...props,
      kind: KIND,
      container: { ...props.container, readiness: props.container.readiness ?? acceptsConnections(props.container) },
      http: props.protocol !== AppProtocol.TCP,
      servesDns: true,
      exposed: props.exposure !== undefined,
      drainSeconds: (props.drain ?? Duration.seconds(10)).toSeconds(),
      stopSeconds: (props.stop ?? Duration.seconds(30)).toSeconds(),
      scheduling: { topologySpreadConstraints: spread(selectorLabels(id, KIND)) },
    });
    this.workload = workload;
    this.pod = workload.pod;
    this.spiffeId = workload.intent.spiffeId;
    const { name, cluster } = workload.intent;
    const podLabels = selectorLabels(name, KIND);

    this.serviceAccount = workload.serviceAccount;
    this.runtimeObjects = workload.runtimeObjects;
    this.configFiles = workload.config.files;
    this.configEnv = workload.config.env;

    this.deployment = workload.object('deployment', 'apps/v1', 'Deployment', {
      spec: Lazy.any({
        produce: () => ({
          replicas: this.hasAutoscaler ? undefined : scaling.min,
          revisionHistoryLimit: 5,
          selector: { matchLabels: podLabels },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
          template: renderPod(workload.application, this.pod, cluster.version),
        }),
      }),
    });

    const endpoints = endpointsOf(workload.intent, this.pod, workload.metricsPort);
    if (workload.portsAreRight) report(this, ...endpointProblems(endpoints));
    if (endpoints.ports.length > 0) {
      this.service = workload.object('service', 'v1', 'Service', { spec: { selector: podLabels, ports: endpoints.ports } });
    }

    report(this, ...exposureProblems(props.exposure, workload.intent));
    const { ingresses = [], httpRoutes = [] } = props.exposure ?? {};
    if (endpoints.exposed && cluster.ingress && ingresses.length > 0) {
      this.ingress = workload.object('ingress', 'networking.k8s.io/v1', 'Ingress', { spec: ingressSpec(cluster.ingress.className, ingresses, name, endpoints.exposed.name) });
    }
    if (endpoints.exposed && cluster.gateway && httpRoutes.length > 0) {
      this.httpRoute = workload.object('http-route', 'gateway.networking.k8s.io/v1', 'HTTPRoute', { spec: httpRouteSpec(cluster.gateway, httpRoutes, name, endpoints.exposed.port) });
    }
    if (scaling.automatic) {
      this.autoscaler = workload.object('autoscaler', 'autoscaling/v2', 'HorizontalPodAutoscaler', { spec: autoscalerSpec(scaling, name, workload.application.name) });
    }
    if (scaling.min > 1) {
      this.disruptionBudget = workload.object('disruption-budget', 'policy/v1', 'PodDisruptionBudget', { spec: disruptionBudgetSpec(podLabels) });
    }
    const gateways = [...(this.ingress ? [cluster.ingress!.namespace] : []), ...(this.httpRoute ? [cluster.gateway!.namespace] : [])];
    this.networkPolicy = workload.object('network-policy', 'networking.k8s.io/v1', 'NetworkPolicy', {
      spec: networkPolicySpec(podLabels, cluster, workload.callers, [...new Set(gateways)], endpoints.network),
    });
  }

  /** Selects the pods, for cdk8s-plus objects. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return {
      labelSelector: LabelSelector.of({ labels: selectorLabels(this.workload.intent.name, KIND) }),
      namespaces: { labelSelector: LabelSelector.of(), names: [this.workload.intent.namespace] },
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
    return { kind: 'ServiceAccount', name: this.workload.intent.name, namespace: this.workload.intent.namespace, apiGroup: '' };
  }

  /** Called by a cdk8s-plus HorizontalPodAutoscaler that takes this service. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
  }

  /** Names the deployment, for cdk8s-plus HorizontalPodAutoscalers. */
  public toScalingTarget(): ScalingTarget {
    const { name, container } = this.workload.application;
    return { kind: 'Deployment', apiVersion: 'apps/v1', name: this.deployment.name, containers: [new Container({ ...container, name })] };
  }
}

/** Better than nothing: a pod that is ready at once gets requests before it listens. */
function acceptsConnections(container: ContainerProps): Probe | undefined {
  const ports = containerPorts(container);
  const port = (ports.find(each => each.name !== 'metrics') ?? ports[0])?.number;
  return port === undefined ? undefined : Probe.fromTcpSocket({ port });
}

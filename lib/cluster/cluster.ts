import { CLUSTER_SHAPE } from './cluster-shape';
import { DependencyStore } from './dependency-store';
import { IdentityProvider } from './identity-provider';
import { KubernetesVersion } from './kubernetes-version';
import { NodePool } from './node-pool';
import { SecretStore } from './secret-store';
import { StartupGate } from './startup-gate';
import { ClusterTelemetry } from './telemetry';
import { ZooKeeper } from './zookeeper';
import { rememberPlaceOfObject } from '../tree/source-place';
import { judge } from '../validation/judge';
import { Problem } from '../validation/problem';
import { asString } from '../validation/words';

/** The ingress controller of a cluster. */
export interface IngressController {
  /** Name of its IngressClass. */
  readonly className: string;

  /** The namespace in which it runs: NetworkPolicies let its pods reach exposed ports. */
  readonly namespace: string;
}

/** The Gateway to which HTTPRoutes attach. */
export interface Gateway {
  /** Its name. */
  readonly name: string;

  /** Its namespace. */
  readonly namespace: string;

  /**
   * The namespace in which its proxies run: NetworkPolicies let its pods reach exposed ports.
   *
   * @default - the namespace of the Gateway
   */
  readonly proxyNamespace?: string;
}

/** Properties of a Cluster. */
export interface ClusterProps {
  /** Name of the cluster, such as `prod-east`; a folder of the output. */
  readonly name: string;

  /** What it is for, such as `prod` or `staging`. */
  readonly environment: string;

  /** The oldest Kubernetes version of its nodes and control plane. */
  readonly version: KubernetesVersion;

  /**
   * Where it runs, such as `us-east-1`.
   *
   * @default - none
   */
  readonly region?: string;

  /**
   * DNS domain of its Services.
   *
   * @default cluster.local
   */
  readonly dnsDomain?: string;

  /**
   * Its ingress controller.
   *
   * @default - none: Exposure.ingress is refused
   */
  readonly ingress?: IngressController;

  /**
   * Its Gateway.
   *
   * @default - none: Exposure.httpRoute is refused
   */
  readonly gateway?: Gateway;

  /**
   * The namespace whose pods may scrape ports named `metrics`.
   *
   * @default monitoring
   */
  readonly monitoringNamespace?: string;

  /**
   * Addresses from which its API server calls webhooks, and under which pods reach it, such as `10.0.0.0/28`:
   * `PortAccess.API_SERVER` and `EgressPeer.API_SERVER`. No NetworkPolicy can name the API server otherwise.
   *
   * @default - unknown: the two are refused
   */
  readonly apiServerRanges?: string[];

  /**
   * Ports at which its API server listens: `EgressPeer.API_SERVER`. They are those behind the Service `kubernetes`.
   *
   * @default [443, 6443]
   */
  readonly apiServerPorts?: number[];

  /**
   * Where workloads get their certificates.
   *
   * @default - none: no certificates, no mTLS
   */
  readonly identity?: IdentityProvider;

  /**
   * The ZooKeeper in which clients find its services.
   *
   * @default - none: services are found in DNS only
   */
  readonly zooKeeper?: ZooKeeper;

  /**
   * Where workloads get their dependencies.
   *
   * @default - none: dependencies are refused
   */
  readonly dependencyStore?: DependencyStore;

  /**
   * Keeps workloads off a node until the daemons of their release are ready on it.
   *
   * @default - none: a workload may start before the daemons of its node
   */
  readonly startupGate?: StartupGate;

  /**
   * Where its workloads' secrets are.
   *
   * @default - none: workloads with secrets are refused
   */
  readonly secretStore?: SecretStore;

  /**
   * Where its logs, metrics and traces go.
   *
   * @default - none: nothing is collected
   */
  readonly telemetry?: ClusterTelemetry;

  /**
   * Its pools of nodes, for workloads that must run on one of them.
   *
   * @default - none: Placement.pool is refused
   */
  readonly nodePools?: NodePool[];

  /**
   * Names of the runtime releases that are installed on it.
   *
   * @default - all releases of the platform
   */
  readonly releases?: string[];
}

/** A Kubernetes cluster: everything about it that workloads depend on. */
export class Cluster {
  public readonly name: string;
  public readonly environment: string;
  public readonly version: KubernetesVersion;
  public readonly dnsDomain: string;
  public readonly region?: string;
  public readonly ingress?: IngressController;
  public readonly gateway?: Gateway;
  public readonly monitoringNamespace: string;
  public readonly apiServerRanges?: string[];
  public readonly apiServerPorts: number[];
  public readonly identity?: IdentityProvider;
  public readonly zooKeeper?: ZooKeeper;
  public readonly dependencyStore?: DependencyStore;
  public readonly startupGate?: StartupGate;
  public readonly secretStore?: SecretStore;
  public readonly telemetry?: ClusterTelemetry;
  public readonly nodePools: NodePool[];
  /** Names of the releases that are installed on it; all of the platform's if undefined. */
  public readonly releases?: string[];

  /** What is wrong with what it was given. @internal */
  public readonly _problems: Problem[];

  constructor(props: ClusterProps) {
    const { value, problems } = judge(props, CLUSTER_SHAPE);
    props = value;
    this._problems = problems;
    rememberPlaceOfObject(this);
    this.name = props.name;
    this.environment = props.environment;
    this.version = props.version;
    this.region = props.region;
    this.dnsDomain = props.dnsDomain ?? 'cluster.local';
    this.ingress = props.ingress;
    this.gateway = props.gateway;
    this.monitoringNamespace = props.monitoringNamespace ?? 'monitoring';
    this.apiServerRanges = props.apiServerRanges;
    this.apiServerPorts = props.apiServerPorts ?? [443, 6443];
    this.identity = props.identity;
    this.zooKeeper = props.zooKeeper;
    this.dependencyStore = props.dependencyStore;
    this.startupGate = props.startupGate;
    this.secretStore = props.secretStore;
    this.telemetry = props.telemetry;
    this.nodePools = props.nodePools ?? [];
    this.releases = props.releases;
  }

  /** The SPIFFE id of a workload, from its namespace and service account. */
  public spiffeId(namespace: string, serviceAccount: string): string {
    return `${this._spiffePrefix(namespace)}sa/${asString(serviceAccount)}`;
  }

  /** What the SPIFFE ids of all workloads of a namespace begin with, or of all namespaces. @internal */
  public _spiffePrefix(namespace?: string): string {
    const all = `spiffe://${this.identity?.trustDomain ?? this.dnsDomain}/ns/`;
    return namespace === undefined ? all : `${all}${asString(namespace)}/`;
  }
}

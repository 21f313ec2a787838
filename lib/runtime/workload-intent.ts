import { OutgoingCall } from './outgoing-call';
import { Cluster } from '../cluster/cluster';
import { Owner } from '../labels/owner';
import { Requirement } from '../requirements/requirement';
import { TrafficOptions } from '../requirements/traffic-options';

/** A port on which the application listens. */
export interface AppPort {
  /** Its name, such as `http`. */
  readonly name: string;

  /** Its number. */
  readonly number: number;

  /** Whether it serves HTTP. If not, it serves any protocol over TCP. */
  readonly http: boolean;

  /**
   * Whether it speaks HTTP/2 without TLS, and no other HTTP.
   *
   * @default false
   */
  readonly http2?: boolean;

  /**
   * SPIFFE ids of the workloads that may call it.
   *
   * @default - the callers of the workload
   */
  readonly callers?: string[];

  /**
   * What the SPIFFE ids begin with of whoever else may call it: all workloads of a namespace, or of the trust domain.
   *
   * @default - nobody else
   */
  readonly callerPrefixes?: string[];

  /**
   * Whether an ingress controller or gateway, which has no certificate, calls it, too.
   *
   * @default false
   */
  readonly exposed?: boolean;
}

/** What a workload is and needs, independent of how Kubernetes runs it. Components read it. */
export interface WorkloadIntent {
  /** Its name, which is also that of its service account. */
  readonly name: string;

  /** Its kind, such as `PinterestService`. */
  readonly kind: string;

  readonly namespace: string;
  readonly cluster: Cluster;
  readonly owner: Owner;

  /** Name of the runtime release. */
  readonly release: string;

  /** The namespace in which the daemons of the runtime run. */
  readonly runtimeNamespace: string;

  /** The version of the application, if it is known. */
  readonly version?: string;

  /** The SPIFFE id in its certificate. */
  readonly spiffeId: string;

  /** Its DNS names, from short to fully qualified; empty if it serves nothing. */
  readonly dnsNames: string[];

  /** The ports that it serves to its callers and before which a proxy may stand; the first is the main one. */
  readonly ports: AppPort[];

  /** The other ports that it serves to them: before these no proxy may stand. */
  readonly directPorts: AppPort[];

  /** SPIFFE ids of the workloads that may call it. */
  readonly callers: string[];

  /** What it calls. */
  readonly calls: OutgoingCall[];

  /** Whether an ingress controller or gateway, which has no certificate, calls one of its ports. */
  readonly exposed: boolean;

  /** What a proxy in front of its ports lets through. */
  readonly traffic: TrafficOptions;

  /** Seconds from the deletion of a pod to the SIGTERM for its application. */
  readonly drainSeconds: number;

  /** Seconds that its application may take to end after SIGTERM. */
  readonly stopSeconds: number;

  /** Whether its pods run to completion. */
  readonly runsToCompletion: boolean;

  /** Whether it is infrastructure that runs on every node, before other workloads start there. */
  readonly runsOnEveryNode: boolean;

  /** Whether its pods have stable numbers at the end of their names: `store-0`. */
  readonly numberedPods: boolean;

  /** Whether its application has a request or limit for ephemeral storage. */
  readonly usesNodeDisk: boolean;

  /** What it requires from components. */
  readonly requirements: Requirement[];

  /** Labels of every object that belongs to it. */
  readonly labels: { [name: string]: string };

  /** Annotations of every object that belongs to it. */
  readonly annotations: { [name: string]: string };
}

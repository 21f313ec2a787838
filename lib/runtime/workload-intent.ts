import { Cluster } from '../cluster/cluster';
import { Owner } from '../labels/owner';
import { Requirement } from '../requirements/requirement';

/** A port on which the application listens. */
export interface AppPort {
  /** Such as `http`. */
  readonly name: string;

  /** Its number. */
  readonly number: number;

  /** Whether HTTP is spoken on it, or a protocol of which nothing is known but that it uses TCP. */
  readonly http: boolean;
}

/** What a workload is and wants, without a word on how Kubernetes runs it. Components read it. */
export interface WorkloadIntent {
  /** Its name, also of its service account. */
  readonly name: string;

  /** Such as `PinterestService`. */
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

  /** Its identity, as in its certificate. */
  readonly spiffeId: string;

  /** The names under which it is reached, most specific last; none if it serves nothing. */
  readonly dnsNames: string[];

  /** The ports that it serves to its callers; the first is the main one. */
  readonly ports: AppPort[];

  /** SPIFFE ids of the workloads that may call it. */
  readonly callers: string[];

  /** Whether an ingress controller or gateway, which has no certificate, reaches its main port. */
  readonly exposed: boolean;

  /** Seconds between the moment that a pod is deleted and the moment that its application is told to stop. */
  readonly drainSeconds: number;

  /** Seconds that its application has to end after SIGTERM. */
  readonly stopSeconds: number;

  /** Whether its pods end by themselves. */
  readonly runsToCompletion: boolean;

  /** Whether it is infrastructure that runs on every node, before any other workload may. */
  readonly runsOnEveryNode: boolean;

  /** Whether its pods keep their numbers, which their names end in: `store-0`. */
  readonly numberedPods: boolean;

  /** Whether its application requests, or is limited in, what it writes to its node's own disk. */
  readonly usesNodeDisk: boolean;

  /** What it asks of components. */
  readonly requirements: Requirement[];

  /** Labels of every object that belongs to it. */
  readonly labels: { [name: string]: string };

  /** Annotations of every object that belongs to it. */
  readonly annotations: { [name: string]: string };
}

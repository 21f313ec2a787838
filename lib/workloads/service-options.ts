import { Duration } from 'cdk8s';
import { ServiceType } from './service-type';
import { PinterestWorkloadProps } from './workload-props';
import { Adoption } from '../labels/adoption';

/** The shape of any Service. */
export interface ServiceShape {
  /**
   * How it is reached.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: ServiceType;

  /**
   * How long the requests of a client go to the same pod, from a second to a day.
   *
   * @default - each connection goes to any pod
   */
  readonly sessionAffinity?: Duration;

  /**
   * Annotations of the Service.
   *
   * @default - those of every object of the workload
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Whether it also leads to pods that are not ready.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;
}

/** Whether clients call the pods themselves. */
export function isHeadless(shape: ServiceShape | undefined): boolean {
  return shape?.type?.kind === 'Headless';
}

/** The shape of the Service of a workload, which has all of its ports. */
export interface ServiceOptions extends ServiceShape {
  /**
   * Its name, where software wants another than that of the workload.
   *
   * @default - the name of the workload
   */
  readonly name?: string;
}

/** A further Service of a workload, for some of its ports. */
export interface MoreServiceOptions extends ServiceShape {
  /** Its name. */
  readonly name: string;

  /** The names of its ports. */
  readonly ports: string[];

  /**
   * The number of the one pod of a stateful set that it leads to, where clients outside the cluster must reach each by an address
   * of its own, such as the brokers of Kafka.
   *
   * @default - all pods
   */
  readonly pod?: number;
}

/** Properties of workloads that clients call. */
export interface ServedWorkloadProps extends PinterestWorkloadProps {
  /**
   * The shape of its Service.
   *
   * @default - an address inside the cluster, under the name of the workload
   */
  readonly service?: ServiceOptions;

  /**
   * Further Services, such as a load balancer for some of the ports.
   *
   * @default - none
   */
  readonly moreServices?: MoreServiceOptions[];

  /**
   * The Deployment, StatefulSet or DaemonSet of the cluster that becomes this workload's, with its name and selector. Written
   * once and kept: neither can change.
   *
   * @default - none: it is made anew
   */
  readonly adoption?: Adoption;
}

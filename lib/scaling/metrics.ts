/** Whose share of a request an autoscaler keeps. */
export interface ContainerTargetOptions {
  /**
   * A sidecar of the pods, where that does the work: PHP behind NGINX. It counts beside the application's container, if that has
   * a target, too.
   *
   * @default - the application's container
   */
  readonly container?: string;
}

/** A share of the request of one container. */
export interface ContainerTarget {
  /** `cpu` or `memory`. */
  readonly resource: string;
  /** The container. */
  readonly container: string;
  /** Per cent of its request. */
  readonly percent: number;
}

/** A metric of the pods that an autoscaler follows. */
export interface PodMetric {
  /** Its name in the custom metrics API. */
  readonly metric: string;

  /** The average per pod that the autoscaler keeps. */
  readonly average: number;
}

/** A metric of something outside of Kubernetes, such as the length of a queue. Write either `average` or `value`. */
export interface ExternalMetric {
  /** Its name in the external metrics API. */
  readonly metric: string;

  /**
   * Labels of the metric.
   *
   * @default - all with this name
   */
  readonly labels?: { [name: string]: string };

  /**
   * The value per pod that the autoscaler keeps: the metric's value, divided by the number of pods.
   *
   * @default - `value` is kept
   */
  readonly average?: number;

  /**
   * The value that the autoscaler keeps, however many pods there are.
   *
   * @default - `average` is kept
   */
  readonly value?: number;
}

/** The object that a metric describes. */
export interface DescribedObject {
  /** Its API version, such as `networking.k8s.io/v1`. */
  readonly apiVersion: string;

  /** Its kind, such as `Ingress`. */
  readonly kind: string;

  /** Its name, in the workload's namespace. */
  readonly name: string;
}

/** A metric of another object of the namespace, such as the requests of an Ingress. Write either `average` or `value`. */
export interface ObjectMetric {
  /** Its name in the custom metrics API. */
  readonly metric: string;

  /** The object that it describes. */
  readonly object: DescribedObject;

  /**
   * The value per pod that the autoscaler keeps: the metric's value, divided by the number of pods.
   *
   * @default - `value` is kept
   */
  readonly average?: number;

  /**
   * The value that the autoscaler keeps, however many pods there are.
   *
   * @default - `average` is kept
   */
  readonly value?: number;
}

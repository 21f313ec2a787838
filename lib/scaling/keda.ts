import { Duration } from 'cdk8s';

/** What KEDA compares a trigger's value with. */
export enum KedaMetricType {
  /** The value per pod. */
  AVERAGE_VALUE = 'AverageValue',
  /** The value itself. */
  VALUE = 'Value',
  /** The share of the request, for triggers of CPU and memory. */
  UTILIZATION = 'Utilization',
}

/** Options of a KEDA trigger. */
export interface KedaTriggerOptions {
  /**
   * The name of a TriggerAuthentication in the workload's namespace, by which KEDA logs in.
   *
   * @default - none
   */
  readonly authentication?: string;

  /**
   * The name of a ClusterTriggerAuthentication, by which KEDA logs in.
   *
   * @default - none
   */
  readonly clusterAuthentication?: string;

  /**
   * A name, by which formulas and metrics tell triggers apart.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * What the trigger's value is compared with.
   *
   * @default KedaMetricType.AVERAGE_VALUE
   */
  readonly metricType?: KedaMetricType;
}

/** Something outside of the pods that KEDA looks at, such as a queue. */
export class KedaTrigger {
  /**
   * A trigger of any of KEDA's scalers.
   *
   * @param type the scaler, such as `kafka`
   * @param metadata its settings, all of them strings. They are in the manifest: passwords belong into a TriggerAuthentication
   */
  public static of(type: string, metadata: { [name: string]: string }, options: KedaTriggerOptions = {}): KedaTrigger {
    return new KedaTrigger(type, metadata, options);
  }

  private constructor(
    /** @internal */
    public readonly _type: string,
    /** @internal */
    public readonly _metadata: { [name: string]: string },
    /** @internal */
    public readonly _options: KedaTriggerOptions,
  ) {}
}

/** How many pods there are while a trigger cannot be read. */
export interface KedaFallback {
  /** After how many failures in a row. */
  readonly failureThreshold: number;

  /** The number of pods. */
  readonly replicas: number;
}

/** How KEDA sets the number of pods. */
export interface KedaScaling {
  /**
   * The least number of pods; with 0 there are none while no trigger is active.
   *
   * @default 0
   */
  readonly min?: number;

  /** The most pods. */
  readonly max: number;

  /** What it looks at. */
  readonly triggers: KedaTrigger[];

  /**
   * How often it looks.
   *
   * @default Duration.seconds(30)
   */
  readonly pollingInterval?: Duration;

  /**
   * How long it waits after the last active trigger before it goes to 0.
   *
   * @default Duration.minutes(5)
   */
  readonly cooldown?: Duration;

  /**
   * How many pods there are while a trigger cannot be read.
   *
   * @default - as many as there were
   */
  readonly fallback?: KedaFallback;
}

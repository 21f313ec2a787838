import { ScalingBehavior } from './behavior';
import { KedaScaling } from './keda';
import { ContainerTarget, ContainerTargetOptions, ExternalMetric, ObjectMetric, PodMetric } from './metrics';
import { madeFrom, madeOf, optionOf } from '../validation/options';

/** All that a Scaling consists of. */
interface Parts {
  readonly min: number;
  readonly max: number;
  readonly cpu?: number;
  readonly memory?: number;
  readonly sidecars?: ContainerTarget[];
  readonly metrics?: PodMetric[];
  readonly objectMetrics?: ObjectMetric[];
  readonly externalMetrics?: ExternalMetric[];
  readonly behavior?: ScalingBehavior;
  readonly keda?: KedaScaling;
}

/** How many pods a workload has. Immutable: each method returns a new value. */
export class Scaling {
  /** Always this many pods. */
  public static fixed(replicas: number): Scaling {
    return new Scaling({ min: replicas, max: replicas });
  }

  /** As many as the load needs, within bounds. Add a target with `onCpu`, `onMemory` or `onMetric`. */
  public static between(min: number, max: number): Scaling {
    return new Scaling({ min, max });
  }

  /**
   * As many as KEDA finds right, none included: a ScaledObject in place of a HorizontalPodAutoscaler. The cluster needs KEDA.
   * `onCpu` and `onMemory` become triggers, too; `behaving` says how fast it goes between 1 and the most.
   */
  public static keda(options: KedaScaling): Scaling {
    // Plain JavaScript may pass nothing, which is refused.
    return new Scaling({
      min: optionOf(options, 'min') ?? 0, max: optionOf(options, 'max')!, keda: options ?? ({} as KedaScaling),
    });
  }

  public readonly min: number;
  public readonly max: number;
  /** Per cent of the application's CPU request. */
  public readonly cpu?: number;
  /** Per cent of the application's memory request. */
  public readonly memory?: number;
  /** Targets of sidecars. @internal */
  public readonly _sidecars: ContainerTarget[];
  public readonly metrics: PodMetric[];
  public readonly objectMetrics: ObjectMetric[];
  public readonly externalMetrics: ExternalMetric[];
  public readonly behavior?: ScalingBehavior;
  /** What was given to `Scaling.keda`, if it is KEDA that scales. */
  public readonly kedaScaling?: KedaScaling;

  private constructor({ min, max, cpu, memory, sidecars, metrics, objectMetrics, externalMetrics, behavior, keda }: Parts) {
    this.min = min;
    this.max = max;
    this.cpu = cpu;
    this.memory = memory;
    this._sidecars = sidecars ?? [];
    this.metrics = metrics ?? [];
    this.objectMetrics = objectMetrics ?? [];
    this.externalMetrics = externalMetrics ?? [];
    this.behavior = behavior;
    this.kedaScaling = keda;
  }

  /** Keeps the application's container, or a sidecar, at this share of its CPU request. Other containers do not count. */
  public onCpu(percent: number, options?: ContainerTargetOptions): Scaling {
    return this.onResource('cpu', percent, options);
  }

  /** Keeps the application's container, or a sidecar, at this share of its memory request. Other containers do not count. */
  public onMemory(percent: number, options?: ContainerTargetOptions): Scaling {
    return this.onResource('memory', percent, options);
  }

  /** Keeps a metric of the pods at this average. */
  public onMetric(metric: PodMetric): Scaling {
    return this.with({ metrics: [...this.metrics, metric] });
  }

  /** Follows a metric of something outside of Kubernetes, which a metrics adapter offers. */
  public onExternalMetric(metric: ExternalMetric): Scaling {
    return this.with({ externalMetrics: [...this.externalMetrics, metric] });
  }

  /** Follows a metric of another object of the namespace, which a metrics adapter offers. */
  public onObjectMetric(metric: ObjectMetric): Scaling {
    return this.with({ objectMetrics: [...this.objectMetrics, metric] });
  }

  /** How fast the autoscaler changes the number of pods. */
  public behaving(behavior: ScalingBehavior): Scaling {
    return this.with({ behavior });
  }

  /** Whether an autoscaler is needed. */
  public get automatic(): boolean {
    return this.min !== this.max || this.hasTargets || this.kedaScaling !== undefined;
  }

  /** Whether it has a target for the autoscaler. */
  public get hasTargets(): boolean {
    const { cpu, memory, _sidecars: sidecars, metrics, objectMetrics, externalMetrics } = this;
    return cpu !== undefined || memory !== undefined
      || sidecars.length + metrics.length + objectMetrics.length + externalMetrics.length > 0;
  }

  private onResource(resource: 'cpu' | 'memory', percent: number, options: ContainerTargetOptions | undefined): Scaling {
    const container = optionOf(options, 'container');
    const changes = container === undefined
      ? { [resource]: percent }
      : { sidecars: [...this._sidecars, { resource, container, percent }] };
    return madeOf(this.with(changes), options, ['container']);
  }

  private with(changes: Partial<Parts>): Scaling {
    return madeFrom(new Scaling({ ...this, sidecars: this._sidecars, keda: this.kedaScaling, ...changes }), this);
  }
}

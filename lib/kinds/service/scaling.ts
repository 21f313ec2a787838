import { listOf, optional, shape, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { Problem } from '../../validation/problem';
import { ANY_NUMBER, NUMBER } from '../../validation/scalars';
import { valueObject } from '../../validation/value-object';
import { wholeNumberProblems } from '../../validation/whole-number';
import { keyed } from '../../validation/words';

/** A metric of the pods that an autoscaler follows. */
export interface PodMetric {
  /** Its name in the custom metrics API. */
  readonly metric: string;

  /** The average per pod that the autoscaler keeps. */
  readonly average: number;
}

/** How many pods a service has. Immutable: each method returns a new value. */
export class Scaling {
  /** Always this many pods. */
  public static fixed(replicas: number): Scaling {
    return new Scaling(replicas, replicas, undefined, undefined, []);
  }

  /** As many as the load needs, within bounds. Add a target with `onCpu`, `onMemory` or `onMetric`. */
  public static between(min: number, max: number): Scaling {
    return new Scaling(min, max, undefined, undefined, []);
  }

  private constructor(
    public readonly min: number,
    public readonly max: number,
    /** Per cent of the application's CPU request. */
    public readonly cpu: number | undefined,
    /** Per cent of the application's memory request. */
    public readonly memory: number | undefined,
    public readonly metrics: PodMetric[],
  ) {}

  /** Keeps the application's container at this share of its CPU request. Sidecars do not count. */
  public onCpu(percent: number): Scaling {
    return new Scaling(this.min, this.max, percent, this.memory, this.metrics);
  }

  /** Keeps the application's container at this share of its memory request. Sidecars do not count. */
  public onMemory(percent: number): Scaling {
    return new Scaling(this.min, this.max, this.cpu, percent, this.metrics);
  }

  /** Keeps a metric of the pods at this average. */
  public onMetric(metric: PodMetric): Scaling {
    return new Scaling(this.min, this.max, this.cpu, this.memory, [...this.metrics, metric]);
  }

  /** Whether an autoscaler is needed. */
  public get automatic(): boolean {
    return this.min !== this.max || this.hasTargets;
  }

  /** Whether it has a target for the autoscaler. */
  public get hasTargets(): boolean {
    return this.cpu !== undefined || this.memory !== undefined || this.metrics.length > 0;
  }
}

const FIX = 'Write for example Scaling.between(2, 10).onCpu(60).';

export const SCALING_SHAPE = valueObject('metrics', shape({
  min: NUMBER,
  max: NUMBER,
  cpu: optional(NUMBER),
  memory: optional(NUMBER),
  metrics: listOf(shape({
    metric: text(KINDS.metric),
    average: ANY_NUMBER,
  }, 'Write { metric, average }.')),
}, FIX), FIX);

export function scalingProblems(scaling: Scaling): Problem[] {
  const problems: Problem[] = [];
  const whole = (field: string, value: number, least: number) => problems.push(...wholeNumberProblems(field, value, least));
  whole('scaling.min', scaling.min, scaling.automatic ? 1 : 0);
  if (scaling.max !== scaling.min) whole('scaling.max', scaling.max, 1);
  for (const { metric, average } of scaling.metrics.filter(each => !(each.average >= 0.001))) {
    problems.push({
      field: `${keyed('scaling.metrics', metric)}.average`,
      value: average,
      rule: 'must be at least 0.001',
      fix: 'Write the average per pod to keep.',
    });
  }
  if (scaling.min > scaling.max) {
    problems.push({
      field: 'scaling.min',
      value: scaling.min,
      rule: `must not be above the maximum, ${scaling.max}`,
      fix: `Write Scaling.between(${scaling.max}, ${scaling.min}).`,
    });
  }
  if (scaling.automatic && !scaling.hasTargets) {
    problems.push({
      field: 'scaling',
      value: `${scaling.min} to ${scaling.max}`,
      rule: 'must have a target for the autoscaler',
      fix: 'Add .onCpu(60), or write Scaling.fixed(n).',
    });
  }
  if (scaling.cpu !== undefined) whole('scaling.cpu', scaling.cpu, 1);
  if (scaling.memory !== undefined) whole('scaling.memory', scaling.memory, 1);
  return problems;
}

export function autoscalerSpec(scaling: Scaling, deployment: string, container: string) {
  const resource = (name: string, percent: number | undefined) => percent === undefined ? [] : [{
    type: 'ContainerResource',
    containerResource: { name, container, target: { type: 'Utilization', averageUtilization: percent } },
  }];
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
    minReplicas: scaling.min,
    maxReplicas: scaling.max,
    metrics: [
      ...resource('cpu', scaling.cpu),
      ...resource('memory', scaling.memory),
      ...scaling.metrics.map(({ metric, average }) => ({
        type: 'Pods',
        pods: { metric: { name: metric }, target: { type: 'AverageValue', averageValue: averageQuantity(average) } },
      })),
    ],
  };
}

/** As the API server writes it: `1500m` for 1.5, `2k` for 2000. */
function averageQuantity(average: number): string {
  if (!Number.isInteger(average)) return `${Math.round(average * 1000)}m`;
  const power = [4, 3, 2, 1].find(each => average % 1000 ** each === 0) ?? 0;
  return `${average / 1000 ** power}${['', 'k', 'M', 'G', 'T'][power]}`;
}

import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { PodPlan } from '../../pod/pod-plan';
import { RUN_NAME } from '../../resources/names';
import { madeOf, optionOf } from '../../validation/options';
import { queueLabels } from '../batch/queue';
import { Run } from '../batch/run';

/** Options of Volcano's gang scheduling. */
export interface VolcanoOptions {
  /**
   * The Volcano queue.
   *
   * @default - Volcano's default queue
   */
  readonly queue?: string;
}

/** Options of the coscheduling plugin. */
export interface CoschedulingOptions {
  /**
   * The scheduler that has the plugin.
   *
   * @default scheduler-plugins-scheduler
   */
  readonly schedulerName?: string;
}

/** The gang scheduler, which starts the pods of a training together or not at all. */
export class Gang {
  /** Kueue: the training waits in a LocalQueue until there is quota for all of it. */
  public static kueue(queue: string): Gang {
    return new Gang(queue);
  }

  /** The Volcano scheduler. */
  public static volcano(options: VolcanoOptions = {}): Gang {
    const queue = optionOf(options, 'queue');
    const made = new Gang(undefined, 'volcano', 'scheduling.volcano.sh/v1beta1', {
      ...(queue !== undefined && queue !== '' && { queue }),
    },
    (pod, group) => pod.addAnnotation('scheduling.k8s.io/group-name', group));
    return madeOf(made, options, ['queue']);
  }

  /** The Kubernetes scheduler with the coscheduling plugin. */
  public static coscheduling(options: CoschedulingOptions = {}): Gang {
    const scheduler = optionOf(options, 'schedulerName') ?? 'scheduler-plugins-scheduler';
    const made = new Gang(undefined, scheduler, 'scheduling.x-k8s.io/v1alpha1', {},
      (pod, group) => pod.addLabel('scheduling.x-k8s.io/pod-group', group));
    return madeOf(made, options, ['schedulerName']);
  }

  /** Labels of the job. */
  public readonly jobLabels: { [name: string]: string };

  private constructor(
    /** Kueue's LocalQueue. */
    public readonly queue?: string,
    /** The scheduler of the pods, if not the default one. */
    public readonly schedulerName?: string,
    private readonly groupVersion?: string,
    private readonly groupSpec: object = {},
    private readonly join: (pod: PodPlan, group: string) => void = () => {},
  ) {
    this.jobLabels = queueLabels(queue);
  }

  /** Whether it supports only trainings of one job. @internal */
  public get _oneJobOnly(): boolean {
    return this.groupVersion === undefined;
  }

  /** Creates the PodGroup of a run, and makes its pods members. @internal */
  public _group(run: Run, scope: Construct, metadata: object, pod: PodPlan, pods: number): ApiObject | undefined {
    if (!this.groupVersion) return undefined;
    this.join(pod, RUN_NAME);
    return run.object(scope, 'pod-group', {
      apiVersion: this.groupVersion, kind: 'PodGroup', metadata, spec: { minMember: pods, ...this.groupSpec },
    });
  }
}

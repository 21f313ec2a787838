import type { StatefulSetUpdateStrategy } from 'kubernetes-types/apps/v1';
import { KubernetesVersion } from '../../cluster/kubernetes-version';
import { optional, shape } from '../../validation/judge';
import { madeOf, optionOf } from '../../validation/options';
import { must, Problem } from '../../validation/problem';
import { BOOLEAN, COUNT } from '../../validation/scalars';
import { valueObject } from '../../validation/value-object';

/** How a store is updated pod by pod. */
export interface StatefulSetRolling {
  /**
   * How many pods may be replaced at a time, from the last one on. Needs Kubernetes 1.35.
   *
   * @default 1
   */
  readonly maxUnavailable?: number;
}

/** How a store moves to a new version. */
export class StatefulSetUpdate {
  /** Not by itself: a pod gets the new version once somebody has deleted it. */
  public static readonly ON_DELETE = new StatefulSetUpdate(true);

  /** From the last pod to the first, each after the one before it is ready; `updateFrom` says where it stops. */
  public static rolling(options?: StatefulSetRolling): StatefulSetUpdate {
    return madeOf(new StatefulSetUpdate(false, optionOf(options, 'maxUnavailable')), options, ['maxUnavailable']);
  }

  private constructor(
    /** Whether pods are replaced only once they have been deleted. */
    public readonly waits: boolean,
    public readonly maxUnavailable?: number,
  ) {}
}

export function storeUpdateStrategy(update: StatefulSetUpdate | undefined, updateFrom: number): StatefulSetUpdateStrategy {
  if (update?.waits) return { type: 'OnDelete' };
  const maxUnavailable = update?.maxUnavailable;
  return {
    type: 'RollingUpdate', rollingUpdate: { partition: updateFrom, ...(maxUnavailable !== undefined && { maxUnavailable }) },
  };
}

export function storeUpdateProblems(
  { waits, maxUnavailable }: StatefulSetUpdate, updateFrom: number | undefined, version: KubernetesVersion,
): Problem[] {
  return [
    ...must(!waits || updateFrom === undefined, {
      field: 'updateFrom',
      value: updateFrom,
      rule: 'has no meaning with StatefulSetUpdate.ON_DELETE: a pod is updated when somebody deletes it',
      fix: 'Remove one of the two.',
    }),
    ...must(maxUnavailable === undefined || maxUnavailable >= 1, {
      field: 'update.maxUnavailable', value: maxUnavailable, rule: 'must be at least 1', fix: 'Write 1 or more.',
    }),
    ...must(maxUnavailable === undefined || version.storesUpdateTogether, {
      field: 'update.maxUnavailable',
      value: maxUnavailable,
      rule: `needs Kubernetes 1.35, and the cluster has ${version}`,
      fix: 'Leave it out: pods are then replaced one by one.',
    }),
  ];
}

const FIX = 'Write for example StatefulSetUpdate.ON_DELETE.';

export const STORE_UPDATE_SHAPE = valueObject('waits', shape({ waits: BOOLEAN, maxUnavailable: optional(COUNT) }, FIX), FIX);

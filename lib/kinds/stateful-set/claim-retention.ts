import type { StatefulSetPersistentVolumeClaimRetentionPolicy } from 'kubernetes-types/apps/v1';

/** When the cluster deletes a store's volume claims, and with them most likely the data. */
export class ClaimRetention {
  /** Never by itself: a pod that comes back finds its data. */
  public static readonly RETAIN = new ClaimRetention(false, false);

  /** When the StatefulSet is deleted. */
  public static readonly DELETE_WHEN_DELETED = new ClaimRetention(true, false);

  /** Those of the pods that a scale-down removes, once they have ended. */
  public static readonly DELETE_WHEN_SCALED = new ClaimRetention(false, true);

  /** With the pods that they belong to, whether a scale-down or the StatefulSet's deletion removes them. */
  public static readonly DELETE = new ClaimRetention(true, true);

  private constructor(
    public readonly deletesWhenDeleted: boolean,
    public readonly deletesWhenScaled: boolean,
  ) {}
}

export function retentionPolicy(
  { deletesWhenDeleted, deletesWhenScaled }: ClaimRetention,
): StatefulSetPersistentVolumeClaimRetentionPolicy {
  const policy = (deletes: boolean) => deletes ? 'Delete' : 'Retain';
  return { whenDeleted: policy(deletesWhenDeleted), whenScaled: policy(deletesWhenScaled) };
}

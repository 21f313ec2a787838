import type { StatefulSetPersistentVolumeClaimRetentionPolicy } from 'kubernetes-types/apps/v1';

/** When the cluster deletes a store's volume claims, and with them most likely the data. */
export class ClaimRetention {
  /** Never: a pod that comes back finds its data. */
  public static readonly RETAIN = new ClaimRetention(false, false);

  /** When the StatefulSet is deleted. */
  public static readonly DELETE_WHEN_DELETED = new ClaimRetention(true, false);

  /** When a scale-down removes their pods, once these have ended. */
  public static readonly DELETE_WHEN_SCALED = new ClaimRetention(false, true);

  /** When a scale-down removes their pods, or when the StatefulSet is deleted. */
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

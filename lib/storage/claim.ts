import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { PersistentVolumeClaimSpec, VolumeMount } from 'kubernetes-types/core/v1';
import { quantity } from '../pod/quantity';
import { mountAt } from '../validation/absolute-path';
import { emptyOr, oneOf, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { SIZE } from '../validation/scalars';
import { slug } from '../validation/words';

/** A volume that the cluster provides. */
export interface VolumeClaim {
  /** Its name, unique in the pod: `data`. */
  readonly name: string;

  /** Where it is mounted in the container. */
  readonly mountPath: string;

  /** How large it is. */
  readonly size: Size;

  /**
   * The class of storage.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;

  /**
   * How many nodes may mount it at once.
   *
   * @default PersistentVolumeAccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

/** The spec as the API server stores it, so that applying it again changes nothing. */
export function claimSpec(claim: VolumeClaim): PersistentVolumeClaimSpec {
  return {
    accessModes: [claim.accessMode ?? PersistentVolumeAccessMode.READ_WRITE_ONCE],
    resources: { requests: { storage: quantity(claim.size) } },
    ...(claim.storageClass !== undefined && { storageClassName: claim.storageClass }),
    volumeMode: 'Filesystem',
  };
}

export function claimMount(claim: VolumeClaim): VolumeMount {
  return { name: claim.name, mountPath: claim.mountPath };
}

/** A claim; problems name its fields after the list that it is in. */
export const CLAIM_SHAPE = shape({
  name: text(KINDS.label, { fix: 'Write for example "data".', standIn: slug }),
  mountPath: mountAt('/data'),
  storageClass: optional(emptyOr(text(KINDS.objectName, { fix: 'Write for example "fast".' }))),
  size: (value, field, problems) => SIZE(value, field, problems) ?? Size.gibibytes(1),
  accessMode: optional(oneOf(PersistentVolumeAccessMode, 'PersistentVolumeAccessMode')),
}, 'Write { name, mountPath, size }.', { name: 'data', mountPath: '/data', size: Size.gibibytes(1) });

export function claimProblems(field: string, claims: VolumeClaim[]): Problem[] {
  return [
    ...claims.filter(claim => claim.size.toKibibytes() <= 0).map(({ name }) => ({
      field: `${field}.size`, value: name, rule: 'must be larger than 0', fix: 'Write for example Size.gibibytes(10).',
    })),
    ...repeated(claims.map(claim => claim.name)).map(value => ({
      field: `${field}.name`, value, rule: 'is used twice', fix: 'Choose another name.',
    })),
    ...repeated(claims.map(claim => claim.mountPath)).map(value => ({
      field: `${field}.mountPath`, value, rule: 'is mounted twice', fix: 'Choose another path.',
    })),
  ];
}

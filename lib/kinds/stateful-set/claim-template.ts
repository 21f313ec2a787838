import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { PodVolume } from '../../pod/pod-volume';
import { claimSpec, VolumeClaim } from '../../storage/claim';

/** No label: a StatefulSet's templates are immutable, and its controller labels the claims by the selector. */
export function claimTemplate(claim: VolumeClaim): PersistentVolumeClaim {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claim.name }, spec: claimSpec(claim) };
}

/** Containers mount the claim by its name; the controller gives each pod the volume. */
export function templateVolume(claim: VolumeClaim): PodVolume {
  return PodVolume.of(claim.name, {});
}

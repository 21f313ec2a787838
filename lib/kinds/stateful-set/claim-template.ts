import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { PodVolume } from '../../pod/pod-volume';
import { claimSpec, VolumeClaim } from '../../storage/claim';

/** Without labels: claim templates are immutable, and the controller adds the labels of the selector. */
export function claimTemplate(claim: VolumeClaim): PersistentVolumeClaim {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claim.name }, spec: claimSpec(claim) };
}

/** An empty volume, so that containers can mount the claim by name. The controller adds the real one to each pod. */
export function templateVolume(claim: VolumeClaim): PodVolume {
  return PodVolume._named(claim.name);
}

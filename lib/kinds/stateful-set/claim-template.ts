import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { Adoption } from '../../labels/adoption';
import { PodVolume } from '../../pod/pod-volume';
import { claimSpec, VolumeClaim } from '../../storage/claim';

/** Without labels, unless it was adopted with some: they are immutable, and the controller adds those of the selector. */
export function claimTemplate(claim: VolumeClaim, adoption?: Adoption): PersistentVolumeClaim {
  const { claimLabels: labels, claimAnnotations: annotations } = adoption?._options ?? {};
  const metadata = { name: claim.name, ...(labels && { labels }), ...(annotations && { annotations }) };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: claimSpec(claim) };
}

/** An empty volume, so that containers can mount the claim by name. The controller adds the real one to each pod. */
export function templateVolume(claim: VolumeClaim): PodVolume {
  return PodVolume._ofTemplate(claim.name);
}

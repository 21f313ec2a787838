import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { claimSpec, VolumeClaim } from './claim';
import { OUTLIVES_ITS_APPLICATION } from '../labels/gitops';
import { RECLAIM_NEVER } from '../labels/reclaim';
import { derivedName } from '../resources/names';

const LONGEST = 253;

/** The name of the claim for a workload's volume, of one of its shards or of all of them. */
export function lastingClaimName(workload: string, claim: VolumeClaim, shard?: number): string {
  return derivedName(workload, shard === undefined ? claim.name : `${claim.name}-${shard}`, LONGEST);
}

/** A claim that outlives the pods, and its own manifest: only its owner removes it. */
export function lastingClaim(
  scope: Construct, id: string, name: string, claim: VolumeClaim, metadata: { labels: object; annotations: object },
): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      ...metadata,
      labels: { ...metadata.labels, ...RECLAIM_NEVER },
      annotations: { ...metadata.annotations, ...OUTLIVES_ITS_APPLICATION },
    },
    spec: claimSpec(claim),
  });
}

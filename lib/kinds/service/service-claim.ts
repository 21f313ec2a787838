import { ApiObject } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { DeploymentUpdate } from './deployment-update';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { Scaling } from '../../scaling/scaling';
import { CLAIM_SHAPE, claimProblems, VolumeClaim } from '../../storage/claim';
import { lastingClaim, lastingClaimName } from '../../storage/lasting-claim';
import { mountAt } from '../../validation/absolute-path';
import { named, oneOf, Rule, shape, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { madeOf, optionOf } from '../../validation/options';
import { must, Problem } from '../../validation/problem';
import { repeated } from '../../validation/repeated';
import { BOOLEAN } from '../../validation/scalars';
import { valueObject } from '../../validation/value-object';
import { asString } from '../../validation/words';

/** More about a claim that exists already. */
export interface ExistingClaimOptions {
  /**
   * How many nodes may mount it at once, as the claim says.
   *
   * @default PersistentVolumeAccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: PersistentVolumeAccessMode;

  /**
   * Whether the service only reads.
   *
   * @default - false, but for PersistentVolumeAccessMode.READ_ONLY_MANY
   */
  readonly readOnly?: boolean;
}

/**
 * A volume that outlives the pods of a service, and that all of them share.
 *
 * One that a single node may mount needs `Scaling.fixed(1)` and `DeploymentUpdate.RECREATE`: a second pod, or the first one of
 * a new version, would wait for it without end. For a volume of each pod use a PinterestStatefulSet.
 */
export class ServiceClaim {
  /** A claim of the service's own. Nothing but its owner removes it, with the data. */
  public static of(claim: VolumeClaim): ServiceClaim {
    return new ServiceClaim(claim, optionOf(claim, 'accessMode'), false);
  }

  /** A claim that exists already in the service's namespace. */
  public static existing(name: string, mountPath: string, options?: ExistingClaimOptions): ServiceClaim {
    const accessMode = optionOf(options, 'accessMode');
    const readOnly = optionOf(options, 'readOnly') ?? accessMode === PersistentVolumeAccessMode.READ_ONLY_MANY;
    const made = new ServiceClaim(undefined, accessMode, readOnly, name ?? '', mountPath);
    return madeOf(made, options, ['accessMode', 'readOnly']);
  }

  private constructor(
    /** What it asks for, if it is of the service's own. */
    public readonly claim: VolumeClaim | undefined,
    public readonly accessMode: PersistentVolumeAccessMode | undefined,
    public readonly readOnly: boolean,
    /** The name of a claim that exists already. */
    public readonly existingName?: string,
    /** Where that is mounted. */
    public readonly mountPath?: string,
  ) {}
}

const FIX = 'Write for example ServiceClaim.existing("uploads", "/data").';
const MODE = oneOf(PersistentVolumeAccessMode, 'PersistentVolumeAccessMode');

const EXISTING = shape({
  existingName: named('claims.name', text(KINDS.objectName)),
  mountPath: named('claims.mountPath', mountAt('/data')),
  accessMode: named('claims.accessMode', (value, field, problems) => (
    value === undefined ? undefined : MODE(value, field, problems)
  )),
  readOnly: named('claims.readOnly', BOOLEAN),
}, FIX);

const OWN = shape({ claim: (value, field, problems) => CLAIM_SHAPE(value, parentOf(field), problems) }, FIX);

function parentOf(field: string): string {
  return field.replace(/\.claim$/, '');
}

export const SERVICE_CLAIM_SHAPE: Rule = valueObject('existingName', (value, field, problems) => (
  ((value as Partial<ServiceClaim> | null)?.existingName === undefined ? OWN : EXISTING)(value, field, problems)
), FIX);

/** The volume's name in the pod. */
function volumeName({ claim, existingName }: ServiceClaim): string {
  return claim?.name ?? `claim-${asString(existingName).replace(/[^a-z0-9-]+/g, '-')}`.slice(0, 63).replace(/-+$/, '');
}

function claimName(service: string, { claim, existingName }: ServiceClaim): string {
  return claim ? lastingClaimName(service, claim) : existingName!;
}

/** Adds the claims' volumes to the pods. */
export function mountClaims(pod: PodPlan, service: string, claims: ServiceClaim[]): void {
  for (const each of claims) {
    pod.addVolume(PodVolume.claim(volumeName(each), claimName(service, each)));
    pod.mount({ volume: volumeName(each), path: each.claim?.mountPath ?? each.mountPath!, readOnly: each.readOnly });
  }
}

/** The claims of the service's own. */
export function createClaims(
  scope: Construct, service: string, claims: ServiceClaim[], metadata: { labels: object; annotations: object },
): ApiObject[] {
  return claims.flatMap(({ claim }) => claim
    ? [lastingClaim(scope, `claim-${claim.name}`, lastingClaimName(service, claim), claim, metadata)]
    : []);
}

/** What a single node, or a single pod, may mount. */
const EXCLUSIVE: (PersistentVolumeAccessMode | undefined)[] = [
  undefined, PersistentVolumeAccessMode.READ_WRITE_ONCE, PersistentVolumeAccessMode.READ_WRITE_ONCE_POD,
];

function exclusiveOf(claims: ServiceClaim[]): string[] {
  return claims.filter(({ accessMode }) => EXCLUSIVE.includes(accessMode)).map(volumeName);
}

/** Of an autoscaler that somebody else has made for the service. */
export function otherAutoscalerProblems(claims: ServiceClaim[]): Problem[] {
  const exclusive = exclusiveOf(claims);
  return must(exclusive.length === 0, () => ({
    field: 'claims',
    value: exclusive,
    rule: 'can be mounted by one node alone, and an autoscaler may start more pods',
    fix: 'Remove the HorizontalPodAutoscaler, or use a PinterestStatefulSet, whose pods have claims of their own.',
  }));
}

export function serviceClaimProblems(claims: ServiceClaim[], scaling: Scaling, update: DeploymentUpdate | undefined): Problem[] {
  const exclusive = exclusiveOf(claims);
  return [
    ...claimProblems('claims', claims.flatMap(({ claim }) => claim ?? [])),
    ...repeated(claims.flatMap(({ existingName }) => existingName ?? [])).map(value => ({
      field: 'claims.name', value, rule: 'is used twice', fix: 'Mount it once.',
    })),
    ...must(exclusive.length === 0 || scaling.max <= 1, () => ({
      field: 'scaling.max',
      value: scaling.max,
      rule: `is more than one pod, and one node alone may mount the claim ${exclusive.join(', ')}`,
      fix: 'Write Scaling.fixed(1), or a PinterestStatefulSet, whose pods have claims of their own.',
    })),
    ...must(exclusive.length === 0 || update?.recreates === true, () => ({
      field: 'update',
      value: 'rolling',
      rule: `starts a new pod beside the old one, and one node alone may mount the claim ${exclusive.join(', ')}`,
      fix: 'Write update: DeploymentUpdate.RECREATE.',
    })),
  ];
}

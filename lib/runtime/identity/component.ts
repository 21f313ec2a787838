import { ApiObject, Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-27';
import { IDENTITY_REASONS } from './reasons';
import type { CertificateSpec } from '../../../imports/cert-manager.io';
import { CertManagerIdentityOptions, PodCertificateIdentityOptions } from '../../cluster/identity-provider';
import { PodPlan } from '../../pod/pod-plan';
import { GROUP_READS, PodVolume } from '../../pod/pod-volume';
import { shortHash } from '../../resources/names';
import { FieldReasons } from '../../tree/field-reasons';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';
import { trustSources } from './trust';

/** Gives each pod a certificate that names its workload, before any container starts. */
export class IdentityComponent extends Component {
  /**
   * Name of the volume with `tls.crt`, `tls.key` and, to verify others, `ca.crt`. A sidecar that calls other workloads
   * mounts it.
   */
  public static readonly VOLUME = 'identity';

  /** Mount path of that volume in the application. */
  public static readonly FOLDER = '/var/run/identity';

  public readonly name = 'identity';
  public readonly phase = Phase.IDENTITY;
  public readonly purpose?: string = 'a certificate for each pod, by which workloads know each other';

  public suits(workload: WorkloadIntent): boolean {
    return workload.cluster.identity !== undefined;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const { issuer, signer, trust } = workload.cluster.identity!;
    const name = beside.nameOf('identity');
    if (issuer) new ApiObject(beside, 'certificate', certificate(name, workload, issuer));
    const certificateSource = signer ? podCertificateSource(signer) : secretSource(name);
    // One volume, whose files change together.
    pod.addVolume(PodVolume.of(IdentityComponent.VOLUME, {
      projected: { defaultMode: GROUP_READS, sources: [certificateSource, ...trustSources(trust, beside)] },
    }));
    pod.mount({ volume: IdentityComponent.VOLUME, path: IdentityComponent.FOLDER });
    pod.addEnv('PLATFORM_IDENTITY', EnvValue.fromValue(workload.spiffeId));
  }

  /** @internal */
  public _reasons(): FieldReasons {
    return IDENTITY_REASONS;
  }
}

function secretSource(name: string): object {
  return { secret: { name, items: [{ key: 'tls.crt', path: 'tls.crt' }, { key: 'tls.key', path: 'tls.key' }] } };
}

function podCertificateSource(signer: PodCertificateIdentityOptions): object {
  return {
    podCertificate: {
      signerName: signer.signer,
      keyType: 'ECDSAP256',
      certificateChainPath: 'tls.crt',
      keyPath: 'tls.key',
      maxExpirationSeconds: secondsOf(signer.lifetime) ?? DAY,
    },
  };
}

/** @param name of the Certificate, and of the Secret in which it is kept */
function certificate(name: string, workload: WorkloadIntent, issuer: CertManagerIdentityOptions) {
  const lifetime = secondsOf(issuer.lifetime) ?? DAY;
  const renewBefore = secondsOf(issuer.renewBefore) ?? Math.floor(lifetime / 3);
  const spec: CertificateSpec = {
    secretName: name,
    duration: goDuration(lifetime),
    renewBefore: goDuration(renewBefore),
    privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    usages: ['digital signature', 'server auth', 'client auth'],
    // The secret store identifies clients by this name, and rejects certificates without one.
    commonName: workload.cluster.secretStore && commonName(workload),
    uris: [workload.spiffeId],
    dnsNames: workload.dnsNames.length > 0 ? workload.dnsNames : undefined,
    issuerRef: { name: issuer.issuer, kind: issuer.issuerKind ?? 'ClusterIssuer', group: 'cert-manager.io' },
  };
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: workload.namespace, labels: workload.labels, annotations: workload.annotations },
    spec,
  };
}

/**
 * A colon cannot be in a host name, and unlike a slash it is valid in policies of a secret store. X.509 allows 64 characters.
 */
function commonName({ namespace, name }: WorkloadIntent): string {
  const whole = `${namespace}:${name}`;
  return whole.length <= 64 ? whole : `${whole.slice(0, 55)}:${shortHash(whole)}`;
}

const DAY = 24 * 3600;

/** What is wrong with a duration is reported where the platform is attached, and building goes on. */
function secondsOf(duration: Duration | undefined): number | undefined {
  return duration instanceof Duration ? Math.floor(duration.toSeconds({ integral: false })) : undefined;
}

/** As Go prints it, `24h0m0s`: cert-manager stores durations in this form. */
function goDuration(seconds: number): string {
  return `${Math.floor(seconds / 3600)}h${Math.floor(seconds / 60) % 60}m${seconds % 60}s`;
}

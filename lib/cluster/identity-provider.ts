import { Duration } from 'cdk8s';
import { TrustBundle } from './trust-bundle';
import { optionOf } from '../validation/options';

/** A cert-manager issuer. */
export interface CertManagerIdentityOptions {
  /** Name of the issuer that signs workload certificates. */
  readonly issuer: string;

  /**
   * The authorities that workloads trust in each other, among them the issuer's. The `ca.crt` that cert-manager writes beside a
   * certificate is not used: it changes at once when the issuer's authority does, while others still have certificates of the
   * former one.
   */
  readonly trust: TrustBundle;

  /**
   * Kind of the issuer.
   *
   * @default ClusterIssuer
   */
  readonly issuerKind?: string;

  /**
   * The Secret with the certificate authority (`tls.crt`, `tls.key`),
   * in the namespace that cert-manager reads for cluster issuers.
   * PlatformRuntime then emits the ClusterIssuer. The Secret itself is never in a manifest.
   *
   * @default - none: the issuer already exists
   */
  readonly caSecret?: string;

  /**
   * The SPIFFE trust domain of the certificates.
   *
   * @default - the cluster's DNS domain
   */
  readonly trustDomain?: string;

  /**
   * How long a certificate is valid.
   *
   * @default Duration.hours(24)
   */
  readonly lifetime?: Duration;

  /**
   * How long before its expiry a certificate is renewed.
   *
   * @default - a third of its lifetime
   */
  readonly renewBefore?: Duration;
}

/** A signer of pod certificates. */
export interface PodCertificateIdentityOptions {
  /** Name of the signer, such as `platform.example/mesh`. */
  readonly signer: string;

  /**
   * Labels of the signer's ClusterTrustBundles with its root certificates.
   *
   * @default - every bundle of the signer
   */
  readonly trustBundleLabels?: { [key: string]: string };

  /**
   * The SPIFFE trust domain of the certificates.
   *
   * @default - the cluster's DNS domain
   */
  readonly trustDomain?: string;

  /**
   * How long a certificate may be valid; at least an hour.
   *
   * @default Duration.hours(24)
   */
  readonly lifetime?: Duration;
}

/** Where the workloads of a cluster get the certificate that identifies them. */
export class IdentityProvider {
  /** One certificate per workload, by cert-manager, in a Secret. Works on every supported Kubernetes version. */
  public static certManager(options: CertManagerIdentityOptions): IdentityProvider {
    // Plain JavaScript may pass nothing, which the cluster reports.
    return new IdentityProvider(optionOf(options, 'trustDomain'), options ?? ({} as CertManagerIdentityOptions));
  }

  /** One certificate per pod, by the kubelet's `podCertificate` volume source. Needs Kubernetes 1.37 or later. */
  public static podCertificate(options: PodCertificateIdentityOptions): IdentityProvider {
    return new IdentityProvider(optionOf(options, 'trustDomain'), undefined, options ?? ({} as PodCertificateIdentityOptions));
  }

  private constructor(
    /** The SPIFFE trust domain, if it is not the cluster's DNS domain. */
    public readonly trustDomain?: string,
    /** Set when cert-manager issues. */
    public readonly issuer?: CertManagerIdentityOptions,
    /** Set when a pod certificate signer issues. */
    public readonly signer?: PodCertificateIdentityOptions,
  ) {}

  /** The authorities that workloads trust in each other. */
  public get trust(): TrustBundle | undefined {
    const { issuer, signer } = this;
    return signer ? TrustBundle.clusterTrustBundle({ signer: signer.signer, labels: signer.trustBundleLabels }) : issuer?.trust;
  }
}

import { having } from '../validation/judge';
import { required } from '../validation/required';
import { inWords } from '../validation/words';

const VERSION = having('minor', 'a KubernetesVersion', 'KubernetesVersion.V1_31');

const SAFE_SYSCTLS: [from: number, names: string[]][] = [
  [0, [
    'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies',
    'net.ipv4.ping_group_range',
  ]],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [29, [
    'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  ]],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
];

/**
 * A Kubernetes version and its features. Nothing else in the library compares versions.
 */
export class KubernetesVersion {
  /** The oldest supported version. */
  public static readonly V1_27 = new KubernetesVersion(27);

  /** Kubernetes 1.28. */
  public static readonly V1_28 = new KubernetesVersion(28);

  /** Kubernetes 1.29. */
  public static readonly V1_29 = new KubernetesVersion(29);

  /** Kubernetes 1.30. */
  public static readonly V1_30 = new KubernetesVersion(30);

  /** Kubernetes 1.31. */
  public static readonly V1_31 = new KubernetesVersion(31);

  /** Kubernetes 1.32. */
  public static readonly V1_32 = new KubernetesVersion(32);

  /** Kubernetes 1.33. */
  public static readonly V1_33 = new KubernetesVersion(33);

  /** Kubernetes 1.34. */
  public static readonly V1_34 = new KubernetesVersion(34);

  /** Kubernetes 1.35. */
  public static readonly V1_35 = new KubernetesVersion(35);

  /** Kubernetes 1.36. */
  public static readonly V1_36 = new KubernetesVersion(36);

  /** The newest version that the library is tested on. */
  public static readonly V1_37 = new KubernetesVersion(37);

  /**
   * Any version from 1.27 on.
   *
   * @param version major and minor, such as `1.31`; a patch number is ignored
   * @throws if the version is malformed or older than 1.27
   */
  public static of(version: string): KubernetesVersion {
    // A number would be another version than it seems: 1.30 is 1.3.
    const minor = typeof version === 'string' ? /^v?1\.(\d+)(\.\d+)?$/.exec(version)?.[1] : undefined;
    if (minor === undefined) {
      throw new Error(`Kubernetes version ${inWords(version)}: must look like "1.31". Write major and minor.`);
    }
    if (Number(minor) < 27) {
      throw new Error(`Kubernetes version "${version}": the oldest supported version is 1.27. Upgrade the cluster first.`);
    }
    return new KubernetesVersion(Number(minor));
  }

  /** Sidecars as init containers with `restartPolicy: Always`: on by default from 1.29. */
  public readonly nativeSidecars: boolean;

  /** `lifecycle.preStop.sleep`: on by default from 1.30. */
  public readonly preStopSleep: boolean;

  /** ValidatingAdmissionPolicy: on by default from 1.30. */
  public readonly admissionPolicies: boolean;

  /** The `podCertificate` and `clusterTrustBundle` volume sources: on by default from 1.37. */
  public readonly podCertificates: boolean;

  /** A Job's `backoffLimitPerIndex` and the action `FailIndex`: on by default from 1.29. */
  public readonly jobRetriesPerShard: boolean;

  /** A Job's `successPolicy`: on by default from 1.31. */
  public readonly jobSuccessPolicy: boolean;

  /** Settings of the kernel that the restricted Pod Security Standard lets a pod set for itself. */
  public readonly safeSysctls: string[];

  /** A StatefulSet's `rollingUpdate.maxUnavailable`: on by default from 1.35. */
  public readonly storesUpdateTogether: boolean;

  private constructor(private readonly minor: number) {
    this.safeSysctls = SAFE_SYSCTLS.filter(([from]) => minor >= from).flatMap(([, names]) => names);
    this.storesUpdateTogether = minor >= 35;
    this.nativeSidecars = minor >= 29;
    this.preStopSleep = minor >= 30;
    this.admissionPolicies = minor >= 30;
    this.jobRetriesPerShard = minor >= 29;
    this.jobSuccessPolicy = minor >= 31;
    this.podCertificates = minor >= 37;
  }

  /** Whether this version is older than the other one. */
  public isOlderThan(other: KubernetesVersion): boolean {
    return this.minor < required('KubernetesVersion.isOlderThan', 'other', other, VERSION).minor;
  }

  /** Such as `1.31`. */
  public toString(): string {
    return `1.${this.minor}`;
  }
}

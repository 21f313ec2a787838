import { Duration } from 'cdk8s';

/** The certificate authority that signed the secret store's own certificate. */
export class StoreTrust {
  /** The one that signs the workloads' certificates. */
  public static readonly IDENTITY = new StoreTrust();

  /** The public ones, which the agent's image trusts. */
  public static readonly PUBLIC = new StoreTrust();

  /** One in a ConfigMap of each workload's namespace, under the key `ca.crt`, as trust-manager writes it. */
  public static configMap(name: string): StoreTrust {
    return new StoreTrust(name);
  }

  private constructor(
    /** Name of the ConfigMap, if the certificate is in one. */
    public readonly configMapName?: string,
  ) {}
}

/** A Vault or OpenBao server whose auth method `cert` trusts the issuer of the workloads' certificates. */
export interface VaultStoreOptions {
  /** The address that pods reach: `https://vault.example.com:8200`. */
  readonly address: string;

  /**
   * The certificate authority that signed the server's certificate.
   *
   * @default StoreTrust.IDENTITY
   */
  readonly trust?: StoreTrust;

  /**
   * Where the auth method `cert` is mounted.
   *
   * @default cert
   */
  readonly authMount?: string;

  /**
   * The role of the auth method with which every workload logs in. Its `allowed_uri_sans` define which workloads may: their
   * certificates carry `spiffe://<trust domain>/ns/<namespace>/sa/<workload>`, and the common name `<namespace>:<workload>`,
   * which identifies them to the server, also in templated policies. A signer of pod certificates must set that name itself:
   * the server refuses certificates without it.
   *
   * @default - a role for each workload, named `<namespace>.<workload>`
   */
  readonly role?: string;

  /**
   * The server's namespace with the auth method and the secrets.
   *
   * @default - the root namespace
   */
  readonly namespace?: string;

  /**
   * The longest time until a changed secret is in the pods, for secrets without a lease.
   *
   * @default Duration.minutes(5)
   */
  readonly refresh?: Duration;
}

/** The store with the secrets of a cluster's workloads. */
export class SecretStore {
  /** Vault, or OpenBao: they speak the same protocol. */
  public static vault(options: VaultStoreOptions): SecretStore {
    return new SecretStore(options);
  }

  private constructor(
    /** How pods reach Vault. */
    public readonly options: VaultStoreOptions,
  ) {}
}

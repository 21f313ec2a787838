import { Duration } from 'cdk8s';

/** Which certificate authority the secret store's own certificate comes from. */
export class StoreTrust {
  /** The one that signs the workloads' certificates. */
  public static readonly IDENTITY = new StoreTrust();

  /** Those that the agent's image trusts: the public ones. */
  public static readonly PUBLIC = new StoreTrust();

  /** One that is in a ConfigMap of each workload's namespace, as trust-manager writes them, under the key `ca.crt`. */
  public static configMap(name: string): StoreTrust {
    return new StoreTrust(name);
  }

  private constructor(
    /** Name of the ConfigMap, if it is in one. */
    public readonly configMapName?: string,
  ) {}
}

/** A Vault or OpenBao server whose auth method `cert` trusts the issuer of the workloads' certificates. */
export interface VaultStoreOptions {
  /** Where pods reach it: `https://vault.example.com:8200`. */
  readonly address: string;

  /**
   * Who vouches for the server.
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
   * The role of the auth method that every workload logs in to. Its `allowed_uri_sans` say which workloads may: their
   * certificates carry `spiffe://<trust domain>/ns/<namespace>/sa/<workload>`, and the common name `<namespace>:<workload>`,
   * which the server knows them by, also in templated policies. A signer of pod certificates must set that name itself:
   * the server lets in nobody without.
   *
   * @default - each workload has one of its own, called `<namespace>.<workload>`
   */
  readonly role?: string;

  /**
   * The namespace of the server in which all of that is.
   *
   * @default - its root
   */
  readonly namespace?: string;

  /**
   * How long it takes at most until a changed secret is in the pods, where the secret has no lease that says so.
   *
   * @default Duration.minutes(5)
   */
  readonly refresh?: Duration;
}

/** Where the secrets of a cluster's workloads are. */
export class SecretStore {
  /** Vault, or OpenBao: they speak the same protocol. */
  public static vault(options: VaultStoreOptions): SecretStore {
    return new SecretStore(options);
  }

  private constructor(
    /** How Vault is reached. */
    public readonly options: VaultStoreOptions,
  ) {}
}

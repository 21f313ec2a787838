/** A ConfigMap of each namespace, with the authorities. */
export interface TrustConfigMapOptions {
  /** Its name, the same in every namespace with workloads. */
  readonly name: string;

  /**
   * The key with the authorities, in PEM form.
   *
   * @default ca.crt
   */
  readonly key?: string;
}

/** Where trust-manager finds some of the authorities. */
export class TrustSource {
  /** A key of a ConfigMap in trust-manager's trust namespace. */
  public static configMap(name: string, key: string): TrustSource {
    return new TrustSource(name, key);
  }

  /**
   * A key of a Secret in trust-manager's trust namespace, such as `tls.crt` of the Secret with a certificate authority. A private
   * key beside it is not read.
   */
  public static secret(name: string, key: string): TrustSource {
    return new TrustSource(undefined, key, name);
  }

  /**
   * Certificates of authorities, in PEM form. They become part of a manifest.
   *
   * @param pem one or more in each text
   */
  public static authorities(pem: string[]): TrustSource {
    return new TrustSource(undefined, undefined, undefined, pem ?? []);
  }

  private constructor(
    /** Name of the ConfigMap, if it is one. */
    public readonly configMapName?: string,
    /** Key in the ConfigMap or Secret. */
    public readonly key?: string,
    /** Name of the Secret, if it is one. */
    public readonly secretName?: string,
    /** The authorities, if they are written down. */
    public readonly pem?: string[],
  ) {}
}

/** A bundle that trust-manager distributes. */
export interface TrustManagerOptions {
  /** Name of the Bundle, and of the ConfigMap that trust-manager writes into each namespace. */
  readonly name: string;

  /** Where the authorities are: all of them are trusted. */
  readonly sources: TrustSource[];

  /**
   * The key of the ConfigMap.
   *
   * @default ca.crt
   */
  readonly key?: string;

  /**
   * Labels of the namespaces that get it.
   *
   * @default - every namespace gets it
   */
  readonly namespaceLabels?: { [key: string]: string };
}

/** ClusterTrustBundles: either one by its name, or all of a signer with some labels. */
export interface ClusterTrustBundleOptions {
  /**
   * Name of the ClusterTrustBundle.
   *
   * @default - those of `signer`
   */
  readonly name?: string;

  /**
   * The signer whose ClusterTrustBundles are meant, such as `platform.example/mesh`.
   *
   * @default - none: the one called `name`
   */
  readonly signer?: string;

  /**
   * Labels of the signer's ClusterTrustBundles.
   *
   * @default - all of the signer's
   */
  readonly labels?: { [key: string]: string };
}

/**
 * The certificate authorities that the workloads of a cluster trust in each other. It is an object of its own, not part of a
 * certificate, so that for a while it can name two authorities: the one before and the next.
 */
export class TrustBundle {
  /**
   * Authorities that are written down here. Each chart with workloads gets a ConfigMap with them, which changes in place: pods
   * notice without a rollout.
   *
   * @param pem certificates in PEM form, one or more in each text: 64 KiB in all, and never a private key
   */
  public static authorities(pem: string[]): TrustBundle {
    return new TrustBundle(pem);
  }

  /**
   * A ConfigMap that exists in each namespace with workloads, and that the infrastructure team keeps up to date. Pods wait for
   * it.
   */
  public static configMap(options: TrustConfigMapOptions): TrustBundle {
    // Plain JavaScript may pass nothing, which the cluster reports.
    return new TrustBundle(undefined, options ?? ({} as TrustConfigMapOptions));
  }

  /** A ConfigMap that trust-manager writes into each namespace. PlatformRuntime emits trust-manager's Bundle. */
  public static trustManager(options: TrustManagerOptions): TrustBundle {
    return new TrustBundle(undefined, undefined, options ?? ({} as TrustManagerOptions));
  }

  /** Kubernetes' own ClusterTrustBundle, which the kubelet brings into pods. Needs Kubernetes 1.37 or later. */
  public static clusterTrustBundle(options: ClusterTrustBundleOptions): TrustBundle {
    return new TrustBundle(undefined, undefined, undefined, options ?? {});
  }

  private constructor(
    /** The authorities, if they are written down. */
    public readonly pem?: string[],
    /** The ConfigMap, if there is one in each namespace. */
    public readonly existing?: TrustConfigMapOptions,
    /** The Bundle, if trust-manager distributes it. */
    public readonly managed?: TrustManagerOptions,
    /** The ClusterTrustBundles, if it is such. */
    public readonly clusterWide?: ClusterTrustBundleOptions,
  ) {}
}

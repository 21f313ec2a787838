import { apply, createNamespace, eventually, get, kubectl } from './kubectl';

/** In memory and unsealed, in development mode; pods reach it over TLS, with a certificate of the mesh. */
const SERVER = `
listener "tcp" {
  address = "0.0.0.0:8443"
  tls_cert_file = "/tls/tls.crt"
  tls_key_file = "/tls/tls.key"
}`;

/** A real OpenBao server, whose auth method `cert` trusts the CA of the mesh. */
export class SecretStoreServer {
  public readonly address: string;
  private readonly host: string;

  constructor(private readonly namespace = 'secret-store') {
    this.host = `store.${namespace}.svc`;
    this.address = `https://${this.host}`;
  }

  public async start(): Promise<void> {
    createNamespace(this.namespace);
    const metadata = { name: 'store', namespace: this.namespace };
    for (const object of [
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata,
        spec: {
          secretName: 'store',
          dnsNames: [this.host],
          privateKey: { algorithm: 'ECDSA' },
          issuerRef: { name: 'mesh', kind: 'ClusterIssuer' },
        },
      },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'server.hcl': SERVER } },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: { app: 'store' }, ports: [{ port: 443, targetPort: 8443 }] },
      },
      { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels: { app: 'store' } }, spec: serverPod() },
    ]) apply(JSON.stringify(object));
    await eventually('the store to be ready', 60, () =>
      get('pod', 'store', '-n', this.namespace).status.containerStatuses?.[0].ready);
    this.bao('bao auth enable cert; bao secrets enable -path=kv kv-v2');
  }

  public stop(): void {
    kubectl(['delete', 'namespace', this.namespace, '--wait=false']);
  }

  /** Sets the values of a secret, in the mount `kv`. */
  public put(path: string, ...values: string[]): void {
    this.bao(`bao kv put -mount=kv ${path} ${values.map(value => `"${value}"`).join(' ')}`);
  }

  public policy(name: string, path: string): void {
    this.bao(`echo 'path "${path}" { capabilities = ["read"] }' | bao policy write ${name} -`);
  }

  /** Adds a role for clients with this SPIFFE id. Its tokens expire so soon that every agent logs in again during the tests. */
  public role(name: string, spiffeId: string, policy: string): void {
    this.bao(`bao write auth/cert/certs/${name} certificate=@/tls/ca.crt allowed_uri_sans=${spiffeId} `
      + `token_policies=${policy} token_ttl=10s token_max_ttl=20s`);
  }

  /** Seals the store: it answers no requests until it is unsealed. */
  public seal(): void {
    this.bao('bao operator seal');
  }

  public unseal(): void {
    const [, key] = /Unseal Key: (\S+)/.exec(kubectl(['logs', 'store', '-n', this.namespace]))!;
    this.bao(`bao operator unseal ${key}`);
  }

  private bao(script: string): string {
    return kubectl([
      'exec', 'store', '-n', this.namespace, '--', 'sh', '-euc', `export BAO_ADDR=http://127.0.0.1:8200 BAO_TOKEN=root; ${script}`,
    ]);
  }
}

function serverPod(): object {
  return {
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{
      name: 'store',
      image: 'quay.io/openbao/openbao:2.7.2',
      command: ['bao', 'server', '-dev', '-dev-root-token-id=root', '-dev-no-store-token', '-config=/config/server.hcl'],
      readinessProbe: { tcpSocket: { port: 8443 }, periodSeconds: 1 },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'config', mountPath: '/config' }, { name: 'tls', mountPath: '/tls' }],
    }],
    volumes: [
      { name: 'config', configMap: { name: 'store' } }, { name: 'tls', secret: { secretName: 'store', defaultMode: 0o440 } },
    ],
  };
}

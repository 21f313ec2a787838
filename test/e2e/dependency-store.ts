import { Size, Yaml } from 'cdk8s';

/** What the caches log in with. */
export const STORE_PASSWORD = 'reads-only';

/** A store with a password, which logs the requested paths and the bytes sent. */
const NGINX = `
pid /tmp/pid; error_log stderr; events {}
http {
  log_format asked '$request_method $uri $status $body_bytes_sent'; access_log /tmp/asked asked;
  client_body_temp_path /tmp/a; proxy_temp_path /tmp/b; fastcgi_temp_path /tmp/c; uwsgi_temp_path /tmp/d; scgi_temp_path /tmp/e;
  server { listen 8080; root /tmp/files; autoindex on; auth_basic store; auth_basic_user_file /etc/store/passwords; }
}`;

/** That store, as a cluster declares it. */
export function declaredStore(namespace: string) {
  return {
    type: 'http',
    options: { url: `http://store.${namespace}.svc` },
    path: 'artifacts',
    secretName: 'dependency-store',
    cacheSize: Size.mebibytes(512),
  };
}

/** An HTTP server, the Deployment `store`; the script publishes files below /tmp/files. */
export function dependencyStore(namespace: string, publish: string): string {
  const labels = { app: 'store' };
  const container = {
    name: 'nginx',
    image: 'docker.io/library/nginx:1',
    command: ['sh', '-c', `umask 022; ${publish}\nexec nginx -e stderr -g 'daemon off;' -c /etc/store/nginx.conf`],
    readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
    resources: { requests: { cpu: '5m', memory: '16Mi' } },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'config', mountPath: '/etc/store' }],
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
  const pod = {
    securityContext: { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    terminationGracePeriodSeconds: 1,
    containers: [container],
    volumes: [{ name: 'tmp', emptyDir: {} }, { name: 'config', secret: { secretName: 'store' } }],
  };
  return Yaml.stringify(
    secret(namespace, 'store', { 'nginx.conf': NGINX, 'passwords': `cache:{PLAIN}${STORE_PASSWORD}\n` }),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'store', namespace },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'store', namespace },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    },
  );
}

/** The Secret `dependency-store` for the caches in a namespace. */
export function storeCredentials(namespace: string): string {
  return Yaml.stringify(secret(namespace, 'dependency-store', {
    HEADERS: `Authorization,Basic ${Buffer.from(`cache:${STORE_PASSWORD}`).toString('base64')}`,
  }));
}

function secret(namespace: string, name: string, stringData: Record<string, string>) {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData };
}

/*
 * What Helm has made of a chart of three workloads: as its templates are usually written, with names, labels and annotations of
 * its own, and with what nobody must find later, such as the variable OLD.
 */
export const NAMESPACE = 'moving';

export const labels = (name: string) => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'shop' });

const metadata = (name: string, of: string) => ({
  name,
  namespace: NAMESPACE,
  labels: {
    ...labels(of), 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/version': '1.0.0', 'helm.sh/chart': `${of}-1.2.3`,
  },
  annotations: { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': NAMESPACE },
});

/** What the restricted Pod Security Standard asks for. */
const RESTRICTED = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  runAsUser: 10001,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

export const IMAGE = 'registry.example.com/pinboard:1.0.0';

/** A file is its data: each start adds a line. */
export const STORE = `
const fs = require('fs');
fs.appendFileSync('/data/starts', process.env.PLATFORM_VERSION + '\\n');
process.on('SIGTERM', () => process.exit());
require('http').createServer((_, response) => response.end(JSON.stringify({
  pod: process.env.HOSTNAME, version: process.env.PLATFORM_VERSION,
}))).listen(8080);`;

const container = (name: string, more: object = {}) => ({
  name,
  image: IMAGE,
  env: [{ name: 'PLATFORM_VERSION', value: 'chart' }, { name: 'OLD', value: 'yes' }],
  ports: [{ name: 'http', containerPort: 8080 }],
  readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 },
  // Without it, what a chart loses when its pods stop, it loses once more in the move, but for one that goes side by side.
  ...name !== 'side' && { lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } } },
  securityContext: RESTRICTED,
  volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
  ...more,
});

const template = (name: string, only: object, volumes: object[] = [{ name: 'cache', emptyDir: {} }]) => ({
  metadata: { labels: { ...labels(name), old: 'yes' } },
  spec: { securityContext: { fsGroup: 10001 }, containers: [only], volumes },
});

function deployment(name: string, replicas: number): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(`shop-${name}`, name),
    spec: { replicas, selector: { matchLabels: labels(name) }, template: template(name, container(name)) },
  };
}

function service(name: string, of: string, port: number, more: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name, of),
    spec: { selector: labels(of), ports: [{ name: 'http', port, targetPort: 'http' }], ...more },
  };
}

function store(storageClass: string): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata('shop-db', 'db'),
    spec: {
      replicas: 2,
      serviceName: 'shop-db-headless',
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: labels('db') },
      template: template('db', container('db', {
        command: ['node', '-e', STORE], volumeMounts: [{ name: 'data', mountPath: '/data' }],
      }), []),
      volumeClaimTemplates: [{
        metadata: { name: 'data', labels: labels('db') },
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: storageClass, resources: { requests: { storage: '1Gi' } } },
      }],
    },
  };
}

function cronJob(name: string): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(`shop-${name}`, name),
    spec: {
      schedule: '* * * * *',
      successfulJobsHistoryLimit: 10,
      jobTemplate: {
        spec: {
          template: {
            metadata: { labels: labels(name) },
            spec: {
              restartPolicy: 'OnFailure',
              containers: [{ name, image: IMAGE, command: ['node', '-e', '0'], securityContext: RESTRICTED }],
            },
          },
        },
      },
    },
  };
}

/** Helm's own record of the release: by it, `helm uninstall` deletes what is listed there. */
const RELEASE = {
  apiVersion: 'v1',
  kind: 'Secret',
  type: 'helm.sh/release.v1',
  metadata: {
    name: 'sh.helm.release.v1.shop.v1',
    namespace: NAMESPACE,
    labels: { owner: 'helm', name: 'shop', status: 'deployed', version: '1' },
  },
};

/** All objects of the release. */
export function chart(storageClass: string): object[] {
  return [
    RELEASE,
    deployment('web', 3),
    service('shop-web', 'web', 80),
    deployment('front', 2),
    service('shop-front', 'front', 80),
    deployment('side', 2),
    service('shop-side', 'side', 80),
    store(storageClass),
    service('shop-db', 'db', 8080),
    service('shop-db-headless', 'db', 8080, { clusterIP: 'None', publishNotReadyAddresses: true }),
    cronJob('report'),
    cronJob('clean'),
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadata('shop-web', 'web'),
      spec: { minAvailable: 2, selector: { matchLabels: labels('web') } },
    },
  ];
}

/** A caller that nobody moves while the others move. */
export function client(): object {
  const matchLabels = { app: 'client' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'client', namespace: NAMESPACE },
    spec: {
      selector: { matchLabels },
      template: { metadata: { labels: matchLabels }, spec: { containers: [container('client', { volumeMounts: [] })] } },
    },
  };
}

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { Discovery, PinterestApp, PinterestChart, PinterestService, Scaling } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, PlatformRuntime, Release } from 'cdk8s-pinterest/platform';
import { DiscoveryComponent, EnvironmentComponent } from 'cdk8s-pinterest/runtime';
import { Probe } from 'cdk8s-plus-27';
import { apply, createNamespace, kubectl, rolledOut, serverVersion } from '../kubectl';

/** The namespaces of ZooKeeper, its readers and the services, and of the registrar. */
export const SHOP = 'discovery-shop';
export const RUNTIME = 'discovery-runtime';

export const SESSION_SECONDS = 6;
export const DRAIN_SECONDS = 5;
export const CREDENTIALS = 'registrar:e2e';
export const REGISTRAR = 'registrar-e2e';

/** The services' paths in ZooKeeper, one per format. */
export const PATHS: Record<string, string> = { king: `/discovery/king.${SHOP}/test`, fin: '/sets/fin' };

export const SERVERS = [0, 1, 2].map(n => `zookeeper-${n}.zookeeper.${SHOP}.svc:2181`);

const owner = { team: 'infrastructure', contact: 'infra@example.com' };

/** The manifests of an infrastructure team and of a team of the shop. */
export function manifests(): { runtime: string; shop: string } {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'discovery-'));
  const app = new PinterestApp({ outdir });
  const zooKeeper = {
    servers: SERVERS, sessionTimeout: Duration.seconds(SESSION_SECONDS), credentials: { secretName: 'zookeeper' },
  };
  new Platform({
    clusters: [new Cluster({ name: 'e2e', environment: 'test', version: KubernetesVersion.of(serverVersion()), zooKeeper })],
    releases: [new Release({
      name: 'e2e', components: [new EnvironmentComponent(), new DiscoveryComponent({ image: 'registrar:2026.11' })],
    })],
    imageRegistry: 'registry.example.com/platform',
    infrastructureNamespaces: [RUNTIME],
    runtimeNamespace: RUNTIME,
  }).attach(app);
  new PlatformRuntime(new PinterestChart(app, 'runtime', { namespace: RUNTIME, owner }), 'runtime');
  const shop = new PinterestChart(app, 'shop', { namespace: SHOP, owner });
  for (const [name, how] of [['king', undefined], ['fin', Discovery.serverset({ path: PATHS.fin })]] as const) {
    new PinterestService(shop, name, {
      container: {
        image: 'registry.example.com/pinboard:1.0.0',
        portNumber: 8080,
        readiness: Probe.fromHttpGet('/healthz', { periodSeconds: Duration.seconds(1) }),
      },
      scaling: Scaling.fixed(2),
      drain: Duration.seconds(DRAIN_SECONDS),
      stop: Duration.seconds(5),
      discovery: how,
    });
  }
  app.synth();
  const read = (chart: string) => fs.readFileSync(path.join(outdir, `${chart}.k8s.yaml`), 'utf8');
  const both = { runtime: read('runtime'), shop: read('shop') };
  fs.rmSync(outdir, { recursive: true });
  return both;
}

/** ZooKeeper, a registrar on each node, and the services of the shop with two pods each. */
export function start(): void {
  for (const namespace of [SHOP, RUNTIME]) createNamespace(namespace);
  // The path of its own that a service of the shop has.
  kubectl(['annotate', 'namespace', SHOP, '--overwrite', `pinterest.com/discovery-paths=${PATHS.fin}`]);
  kubectl(['apply', '-n', SHOP, '-f', path.join(__dirname, 'zookeeper.yaml')]);
  kubectl(['apply', '-f', '-'], JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'zookeeper', namespace: RUNTIME },
    stringData: { credentials: CREDENTIALS },
  }));
  const { runtime, shop } = manifests();
  apply(runtime);
  apply(shop);
  kubectl(['rollout', 'status', 'statefulset/zookeeper', '-n', SHOP, '--timeout=120s']);
  startReader('reader', ...Object.values(PATHS));
  rolledOut(SHOP, ...Object.keys(PATHS));
  registrarIsReady();
}

export function registrarIsReady(): void {
  kubectl(['rollout', 'status', `daemonset/${REGISTRAR}`, '-n', RUNTIME, '--timeout=120s']);
}

export function remove(): void {
  for (const namespace of [SHOP, RUNTIME]) kubectl(['delete', 'namespace', namespace, '--wait=false']);
  kubectl(['delete', 'clusterroles,clusterrolebindings', `daemon:${RUNTIME}:${REGISTRAR}`]);
  removePolicy();
}

export function removePolicy(): void {
  if (!KubernetesVersion.of(serverVersion()).admissionPolicies) return;
  kubectl([
    'delete', 'validatingadmissionpolicies,validatingadmissionpolicybindings', `pod-claims.${RUNTIME}`, '--ignore-not-found',
  ]);
}

/** A pod that reads ZooKeeper without our code: see reader.py. */
export function startReader(name: string, ...args: string[]): void {
  const securityContext = {
    runAsNonRoot: true,
    runAsUser: 10001,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const container = {
    name: 'reader', image: 'registry.example.com/zookeeper-reader:1.0.0', args: [SERVERS.join(','), ...args], securityContext,
  };
  apply(JSON.stringify({
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: SHOP },
    spec: { containers: [container], terminationGracePeriodSeconds: 0, automountServiceAccountToken: false },
  }));
}

import { App, Yaml } from 'cdk8s';
import { PinterestChart, PinterestJobSet, PinterestService } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, PlatformRuntime, TelemetryBackend } from 'cdk8s-pinterest/platform';
import { Tenant } from './tenant';
import { apply, createNamespace, get, kubectl, serverVersion } from '../kubectl';

const [RUNTIME, SHOP] = ['permissions-runtime', 'permissions-shop'];
const KINDS = ['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];
const tenant = new Tenant('permissions-attacker');

/** The accounts and roles of a chart; nothing of it runs. */
function accountsOf(namespace: string, build: (chart: PinterestChart) => void): any[] {
  const app = new App();
  const version = KubernetesVersion.of(serverVersion());
  new Platform({
    clusters: [new Cluster({
      name: 'e2e',
      environment: 'test',
      version,
      telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://telemetry.example.com' }) },
      zooKeeper: { servers: ['zookeeper:2181'] },
      dependencyStore: { type: 'http', options: { url: 'https://models.example.com' } },
      startupGate: {},
    })],
    imageRegistry: 'registry.example.com/platform',
    infrastructureNamespaces: [RUNTIME],
    runtimeNamespace: RUNTIME,
  }).attach(app);
  const chart = new PinterestChart(app, 'chart', { namespace, owner: { team: 'infrastructure', contact: 'infra@example.com' } });
  build(chart);
  return (chart.toJson() as any[]).filter(({ kind }) => KINDS.includes(kind));
}

/** What the API server says that an account may do in a namespace, as `kubectl auth can-i --list` does. */
function rulesOf(namespace: string, account: string, where: string): string[] {
  const review = {
    apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace: where },
  };
  const { status } = JSON.parse(kubectl(
    ['create', '--validate=false', '-f', '-', '-o', 'json', `--as=system:serviceaccount:${namespace}:${account}`,
      '--as-group=system:serviceaccounts', `--as-group=system:serviceaccounts:${namespace}`, '--as-group=system:authenticated'],
    JSON.stringify(review),
  ));
  return [
    ...status.resourceRules.map(({ verbs, apiGroups, resources, resourceNames = [] }: any) =>
      `${[...verbs].sort()} ${resources.map((each: string) => [each, ...apiGroups.filter(Boolean)].join('.'))} ${resourceNames}`
        .trim()),
    ...status.nonResourceRules.map(({ verbs, nonResourceURLs }: any) => `${verbs} ${nonResourceURLs}`),
  ].sort();
}

/** What an account may do beyond what every account may. */
function beyond(namespace: string, account: string, where: string): string[] {
  everyones ??= new Set(rulesOf(tenant.namespace, 'nobody', tenant.namespace));
  return rulesOf(namespace, account, where).filter(rule => !everyones!.has(rule));
}

let objects: any[];
let everyones: Set<string> | undefined;

beforeAll(() => {
  [RUNTIME, SHOP].forEach(name => createNamespace(name));
  objects = [
    ...accountsOf(RUNTIME, chart => new PlatformRuntime(chart, 'runtime')),
    ...accountsOf(SHOP, chart => {
      new PinterestService(chart, 'api', { container: { image: 'registry.example.com/api:1', portNumber: 8080 } });
      new PinterestJobSet(chart, 'report', { container: { image: 'registry.example.com/report:1' } });
    }),
  ];
  apply(Yaml.stringify(...objects));
});

afterAll(() => {
  for (const { kind, metadata } of objects ?? []) {
    if (/^Cluster/.test(kind)) kubectl(['delete', kind.toLowerCase(), metadata.name, '--ignore-not-found']);
  }
  tenant.remove();
  [RUNTIME, SHOP].forEach(name => kubectl(['delete', 'namespace', name, '--wait=false']));
});

test('each account of the runtime may do what it needs on the cluster, and no more', () => {
  const permissions = (where: string) => Object.fromEntries(
    objects.filter(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.namespace === RUNTIME)
      .map(({ metadata: { name } }) => [name, beyond(RUNTIME, name, where)]),
  );
  const everywhere = {
    'dependency-cache-2026-11': [],
    'node-gate': ['list,patch,watch nodes'],
    'registrar-2026-11': ['list,watch namespaces,pods'],
    'telemetry-2026-11': ['list,watch pods,namespaces'],
  };
  expect(permissions(SHOP)).toEqual(everywhere);
  expect(permissions('kube-system')).toEqual(everywhere);
  expect(permissions(RUNTIME)).toEqual({
    ...everywhere, 'node-gate': ['list,patch,watch nodes', 'list,watch daemonsets.apps', 'list,watch pods'],
  });
});

test('accounts of workloads, and default ones, may do nothing', () => {
  const accounts: [string, string][] = [
    [SHOP, 'api'], [SHOP, 'report'], [SHOP, 'default'], [RUNTIME, 'default'], [tenant.namespace, 'default'],
  ];
  for (const [namespace, account] of accounts) {
    for (const where of [namespace, RUNTIME, 'kube-system']) {
      expect([namespace, account, where, beyond(namespace, account, where)]).toEqual([namespace, account, where, []]);
    }
  }
});

test('a hostile pod has no token; nor has a pod of a workload', () => {
  tenant.run('attacker', { command: ['sleep', '1000000'] });
  expect(tenant.exec('attacker', 'bash', '-c', 'ls /var/run/secrets 2>/dev/null; true')).toBe('');
  for (const name of ['api', 'report']) {
    expect(get('serviceaccount', name, '-n', SHOP).automountServiceAccountToken).toBe(false);
  }
});

import { App, Duration, Size } from 'cdk8s';
import {
  Artifact, Caller, Dependency, Discovery, LogFiles, PinterestChart, PinterestWorkloadProps, Requirement, SecretFile,
} from 'cdk8s-pinterest';
import { Platform } from 'cdk8s-pinterest/platform';
import { Construct } from 'constructs';
import { declaredCallers } from '../../lib/workloads/declared-callers';
import { declaredPorts } from '../../lib/workloads/declared-ports';
import { intend } from '../../lib/workloads/intent';
import { KindTraits } from '../../lib/workloads/kind-traits';
import { openPorts } from '../../lib/workloads/open-ports';
import { place } from '../../lib/workloads/placement';
import { clusterOf, IDENTITY, OWNER } from '../synth';

class Wish extends Requirement {
  constructor() {
    super('wish');
  }
}

const CONTAINER = { image: 'x:1', portNumber: 8080 };

/** What a workload `api` in the namespace `shop` of the cluster `prod` wants. */
function intentOf(props: Partial<PinterestWorkloadProps> = {}, traits: Partial<KindTraits> = {}, expires?: string) {
  const app = new App();
  new Platform({ clusters: [clusterOf({ identity: IDENTITY, dnsDomain: 'k8s.example' })] }).attach(app);
  const chart = new PinterestChart(app, 'chart', { namespace: 'shop', owner: OWNER, expires });
  const placement = place(new Construct(chart, 'api'), props);
  const all = { container: CONTAINER, ...props };
  const kind = { kind: 'Kind', ...traits };
  const callers = declaredCallers(traits.callers ?? [], placement);
  const ports = openPorts(declaredPorts(all, traits.protocol), { placement, traits: kind, callers });
  return intend(placement, all, kind, ports, callers);
}

test('a kind that says nothing serves nobody, drains nothing and ends when it is told to', () => {
  expect(intentOf()).toMatchObject({
    name: 'api',
    kind: 'Kind',
    namespace: 'shop',
    owner: OWNER,
    release: '2026.11',
    runtimeNamespace: 'platform',
    spiffeId: 'spiffe://example.com/ns/shop/sa/api',
    dnsNames: [],
    ports: [],
    callers: [],
    exposed: false,
    drainSeconds: 0,
    stopSeconds: 30,
    runsToCompletion: false,
    runsOnEveryNode: false,
    numberedPods: false,
    usesNodeDisk: false,
    requirements: [],
  });
});

test.each<[keyof KindTraits & string, object, object]>([
  ['runsToCompletion', { runsToCompletion: true }, { runsToCompletion: true }],
  ['runsOnEveryNode', { runsOnEveryNode: true }, { runsOnEveryNode: true }],
  ['numberedPods', { numberedPods: true }, { numberedPods: true }],
  ['drain', { drain: Duration.seconds(7) }, { drainSeconds: 7 }],
])('what a kind says is in it: %s', (_, traits, expected) => {
  expect(intentOf({}, traits)).toMatchObject(expected);
});

test('what a user says is in it: version, stop, disk', () => {
  expect(intentOf({
    artifact: Artifact.of({ image: 'x', version: '1.4' }),
    stop: Duration.minutes(2),
    container: { ...CONTAINER, resources: { ephemeralStorage: { request: Size.gibibytes(1) } } },
  })).toMatchObject({ version: '1.4', stopSeconds: 120, usesNodeDisk: true });
});

test('only a kind that lets a proxy stand before its ports names them, and only such ports are exposed', () => {
  expect(intentOf({}, { proxied: true, exposedPorts: [undefined] })).toMatchObject({
    ports: [{ name: 'tcp', number: 8080, http: false }], exposed: true,
  });
  expect(intentOf({}, { exposedPorts: [undefined] })).toMatchObject({ ports: [], exposed: false });
  const withoutPort = { container: { image: 'x:1' } };
  expect(intentOf(withoutPort, { proxied: true, exposedPorts: [undefined] })).toMatchObject({ ports: [], exposed: false });
});

test('it is reached under each name of its Services, most specific last, and under none without port', () => {
  expect(intentOf({}, { dnsNames: ['api', '*.api-peers'] }).dnsNames).toEqual([
    'api', 'api.shop', 'api.shop.svc', 'api.shop.svc.k8s.example',
    '*.api-peers', '*.api-peers.shop', '*.api-peers.shop.svc', '*.api-peers.shop.svc.k8s.example',
  ]);
  expect(intentOf({ container: { image: 'x:1' } }, { dnsNames: ['api'] }).dnsNames).toEqual([]);
});

test('its callers are known by their identities', () => {
  expect(intentOf({}, { callers: [Caller.workload('web'), Caller.external('cron', 'jobs')] }).callers)
    .toEqual(['spiffe://example.com/ns/shop/sa/web', 'spiffe://example.com/ns/jobs/sa/cron']);
});

test('whatever it asks of a component is one list', () => {
  const secret = SecretFile.json({ path: 'kv/data/a', file: 'a' });
  const dependency = Dependency.of({ path: 'a', mountPath: '/a' });
  const logs = LogFiles.of({ directory: '/var/log/a' });
  const discovery = Discovery.kingpin();
  const wish = new Wish();
  const { requirements } = intentOf({ requirements: [wish], secrets: [secret], dependencies: [dependency], logs }, { discovery });
  expect(requirements).toEqual([wish, secret, dependency, discovery, logs]);
});

test('its objects are labelled with name, owner and expiry, and annotated with whom to ask', () => {
  const { labels, annotations } = intentOf({}, {}, '2026-12-31');
  expect(labels).toEqual({
    'app.kubernetes.io/name': 'api',
    'app.kubernetes.io/managed-by': 'cdk8s-pinterest',
    'pinterest.com/team': 'boards',
    'pinterest.com/expires': '2026-12-31',
  });
  expect(annotations).toEqual({ 'pinterest.com/contact': 'boards@example.com' });
  expect(intentOf().labels).not.toHaveProperty('pinterest.com/expires');
});

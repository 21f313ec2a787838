import { Duration } from 'cdk8s';
import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import {
  ClusterProps, ClusterStage, IdentityProvider, Platform, PlatformRuntime, Release, SecretStore, StandardRelease,
  TelemetryBackend,
} from 'cdk8s-pinterest/platform';
import { clusterOf, complaints, CONTAINER, freshFolder, OWNER, TRUST } from '../synth';

type Facts = Partial<Omit<ClusterProps, 'version'>> & { version?: string };

const secretStore = SecretStore.vault({ address: 'http://vault:8200' });
const telemetry = { backend: TelemetryBackend.otlpHttp({ endpoint: 'gateway:4318' }) };
const certManager = (options: { lifetime?: Duration; renewBefore?: Duration }) => ({
  identity: IdentityProvider.certManager({ issuer: 'mesh', trust: TRUST, ...options }),
});
const podCertificate = (lifetime: Duration) => ({ identity: IdentityProvider.podCertificate({ signer: 'a/b', lifetime }) });

const nothing: any = undefined;

/** A wrong fact of each kind, and how what is said of it begins. */
const WRONG: [string, Facts, string][] = [
  ['an identity that its version does not have', { version: '1.36', ...podCertificate(Duration.hours(24)) },
    'identity = "a/b": pod certificates need Kubernetes 1.37'],
  ['pod certificates of less than an hour', podCertificate(Duration.minutes(59)),
    'identity.lifetime = "3540 s": must be at least an hour and at most 91 days.'],
  ['pod certificates of more than 91 days', podCertificate(Duration.days(92)),
    'identity.lifetime = "7948800 s": must be at least an hour and at most 91 days.'],
  ['an identity of nothing', { identity: IdentityProvider.podCertificate(nothing) }, 'identity.signer: must be a signer\'s name'],
  ['an identity that is none', { identity: { issuer: undefined } as any }, 'identity = {}: must be an IdentityProvider.'],
  ['certificates of less than an hour', certManager({ lifetime: Duration.minutes(59) }),
    'identity.lifetime = "3540 s": must be at least an hour.'],
  ['certificates that are renewed at once', certManager({ lifetime: Duration.hours(2), renewBefore: Duration.hours(2) }),
    'identity.renewBefore = "7200 s": must be at least five minutes, and less than the lifetime of 7200 s.'],
  ['certificates that are renewed too late', certManager({ renewBefore: Duration.minutes(4) }),
    'identity.renewBefore = "240 s": must be at least five minutes'],
  ['an API server at no port', { apiServerRanges: ['192.0.2.1/32'], apiServerPorts: [0] },
    'apiServerPorts[0] = 0: must be a port number. Write 1 to 65535.'],
  ['a ZooKeeper without server', { zooKeeper: { servers: [] } }, 'zooKeeper.servers: must contain a member'],
  ['a dependency store of no kind', { dependencyStore: { type: 'S3!' } }, 'dependencyStore.type = "S3!": must be'],
  ['a secret store without TLS', { secretStore }, 'secretStore.address = "http://vault:8200": must be'],
  ['telemetry without URL', { telemetry }, 'telemetry.backend.endpoint = "gateway:4318": must be an http or https URL'],
  ['a release that the platform does not have', { releases: ['2026.11', '2025.01'] },
    'releases = "2025.01": is not a release of the platform. Known releases: 2026.11.'],
];

/** What a synth says of clusters with these facts, by name. */
function said(clusters: Record<string, Facts>, build: (app: PinterestApp, platform: Platform) => void = () => {}): string[] {
  const platform = new Platform({
    clusters: Object.entries(clusters).map(([name, facts]) => clusterOf({ ...facts, name })),
    releases: [StandardRelease.v202611()],
    imageRegistry: 'registry.example.com',
  });
  const app = new PinterestApp({ outdir: freshFolder(), platform });
  build(app, platform);
  return complaints(() => app.synth());
}

const begins = (cluster: string, line: string) => expect.stringContaining(`[app] platform.clusters["${cluster}"].${line}`);

describe.each(WRONG)('%s', (_, facts, line) => {
  test('is refused though nothing uses the cluster, on each cluster that has it and on no other', () => {
    expect(said({ east: facts, good: {}, west: facts })).toEqual([begins('east', line), begins('west', line)]);
  });

  test('is told once, whatever uses the cluster', () => {
    const lines = said({ prod: facts }, (app, platform) => {
      for (const cluster of platform.clusters) {
        const stage = new ClusterStage(app, cluster);
        const chart = new PinterestChart(stage, 'shop', { namespace: 'platform', owner: OWNER });
        for (const name of ['api', 'web']) new PinterestService(chart, name, { container: CONTAINER });
        new PlatformRuntime(chart, 'runtime');
      }
    });
    expect(lines).toEqual([begins('prod', line)]);
  });
});

test('all that is wrong with a cluster is told at once', () => {
  const facts = { zooKeeper: { servers: [] }, secretStore, telemetry };
  expect(said({ prod: facts })).toEqual([
    begins('prod', 'zooKeeper'), begins('prod', 'secretStore'), begins('prod', 'telemetry'),
  ]);
});

test('a certManager provider of nothing is told what it needs', () => {
  const lines = said({ prod: { identity: IdentityProvider.certManager(nothing) } }, (app, { clusters: [cluster] }) => {
    const chart = new PinterestChart(new ClusterStage(app, cluster), 'shop', { namespace: 'shop', owner: OWNER });
    new PinterestService(chart, 'api', { container: CONTAINER });
  });
  expect(lines).toEqual([begins('prod', 'identity.issuer: must be'), begins('prod', 'identity.trust: must be a TrustBundle')]);
});

test('what is at the edge is right', () => {
  expect(said({
    pods: podCertificate(Duration.hours(1)),
    longest: podCertificate(Duration.days(91)),
    certs: certManager({ lifetime: Duration.hours(1), renewBefore: Duration.minutes(59) }),
    late: certManager({ renewBefore: Duration.minutes(5) }),
    released: { releases: ['2026.11'] },
  })).toEqual([]);
});

test('a platform that is attached to a part of a tree is judged there', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const chart = new PinterestChart(app, 'chart', { owner: OWNER });
  new Platform({ clusters: [clusterOf({ secretStore })], releases: [new Release({ name: 'r', components: [] })] }).attach(chart);
  expect(complaints(() => app.synth()))
    .toEqual([expect.stringContaining('[chart] platform.clusters["prod"].secretStore.address')]);
});

test('two clusters of one name are refused', () => {
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters: [clusterOf({}), clusterOf({})] }) });
  expect(complaints(() => app.synth())).toEqual([
    '[app] platform.clusters = "prod": is the name of two clusters. Rename one of the two: each is a folder of the output.',
  ]);
});

import { App, Chart } from 'cdk8s';
import { Channel, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { ClusterStage, Cluster, KubernetesVersion, Platform, PlatformRuntime, Release } from 'cdk8s-pinterest/platform';
import { Construct } from 'constructs';
import { clusterOf, complaints, CONTAINER, IDENTITY, OWNER } from '../synth';

const releases = ['2026.09', '2026.11'].map(name => new Release({ name, components: [] }));

test('a scope has the platform of the nearest scope at or above it', () => {
  const app = new App();
  const [outer, inner] = [0, 1].map(() => new Platform({ clusters: [clusterOf({})] }));
  const [near, far] = ['near', 'far'].map(id => new Chart(app, id));
  outer.attach(app);
  inner.attach(near);
  expect(Platform.of(near)).toBe(inner);
  expect(Platform.of(far)).toBe(outer);
});

test('a workload, stage or runtime made before its platform was attached is refused, and never built for another one', () => {
  const platform = () => new Platform({ clusters: [clusterOf({ identity: IDENTITY })] });
  const late = (make: (app: App) => void) => complaints(() => {
    const app = new App();
    make(app);
    platform().attach(app);
    app.synthYaml();
  });
  const refusal = (made: string) => `[] platform = "${made}": was made before its platform was attached, and is built for `
    + 'another one. Attach the platform right after the app is made.';
  const chart = (app: Construct) => new PinterestChart(app, 'chart', { namespace: 'platform', owner: OWNER });
  expect(late(app => new PinterestService(chart(app), 'api', { container: CONTAINER }))).toEqual([refusal('chart/api')]);
  expect(late(app => new PlatformRuntime(chart(app), 'runtime'))[0]).toBe(refusal('chart/runtime'));
  expect(late(app => new ClusterStage(app, clusterOf({ name: 'one' })))).toEqual([refusal('one')]);
  const again = (app: App) => {
    platform().attach(app);
    new PinterestService(chart(app), 'api', { container: CONTAINER });
  };
  expect(late(again)).toEqual([refusal('chart/api')]);
  expect(late(chart)).toEqual([]);
});

test('without platform there is one bare cluster of the oldest version', () => {
  const { clusters } = Platform.of(new App());
  expect(clusters).toHaveLength(1);
  expect(clusters[0].version).toBe(KubernetesVersion.V1_27);
  expect(clusters[0].identity).toBeUndefined();
});

test('a channel without rule means the newest release', () => {
  const platform = new Platform({ clusters: [clusterOf({})], releases });
  expect(platform.releaseName(Channel.STABLE, 'prod/shop/api')).toBe('2026.11');
  expect(platform.releaseName(Channel.CANARY, 'prod/shop/api')).toBe('2026.11');
});

test('a channel means what its rule says, and a pin what it names', () => {
  const platform = new Platform({
    clusters: [clusterOf({})], releases, channels: [{ channel: Channel.STABLE, release: '2026.09' }],
  });
  expect(platform.releaseName(Channel.STABLE, 'prod/shop/api')).toBe('2026.09');
  expect(platform.releaseName(Channel.CANARY, 'prod/shop/api')).toBe('2026.11');
  expect(platform.releaseName(Channel.pinned('2025.01'), 'prod/shop/api')).toBe('2025.01');
});

test('a scope has the cluster of the nearest ClusterStage, else the only one, else none', () => {
  const [one, two] = ['one', 'two'].map(name => clusterOf({ name }));
  const app = new App();
  new Platform({ clusters: [one, two] }).attach(app);
  expect(ClusterStage.clusterOf(app)).toBeUndefined();
  expect(ClusterStage.clusterOf(new Chart(new ClusterStage(app, two), 'chart'))).toBe(two);
  const single = new App();
  new Platform({ clusters: [one] }).attach(single);
  expect(ClusterStage.clusterOf(single)).toBe(one);
});

test('a workload\'s identity is in the trust domain of the identity provider, else in the DNS domain', () => {
  const cluster = (identity?: typeof IDENTITY) => new Cluster({
    name: 'c', environment: 'dev', version: KubernetesVersion.V1_37, dnsDomain: 'k8s.example', identity,
  });
  expect(cluster(IDENTITY).spiffeId('shop', 'api')).toBe('spiffe://example.com/ns/shop/sa/api');
  expect(cluster().spiffeId('shop', 'api')).toBe('spiffe://k8s.example/ns/shop/sa/api');
});

import { App } from 'cdk8s';
import * as library from 'cdk8s-pinterest';
import { freshFolder, OWNER } from '../../synth';
import { cluster, Mistakes, platform, serviceWith, untyped } from '../mistakes';

const {
  Cluster, ClusterStage, KubernetesVersion, Platform, PlatformNamespaces, Release, StandardRelease, TrafficComponent,
} = untyped;

const PROD = { name: 'prod', environment: 'prod', version: KubernetesVersion.V1_37 };
const of = (props: any) => platform(() => new Platform({ clusters: [new Cluster(PROD)], ...props }));

/** A service in a chart of such properties. */
const charted = (props: any): Mistakes[string] => chart => (
  serviceWith(() => ({}))(new untyped.PinterestChart(chart.node.root, 'boards', props))
);

const staged = (it?: any): Mistakes[string] => chart => (
  serviceWith(() => ({}))(new library.PinterestChart(new ClusterStage(chart.node.root as App, it), 'boards', { owner: OWNER }))
);

const namespaces = (props: any): Mistakes[string] => chart => { new PlatformNamespaces(chart, 'namespaces', props); };

/** Of apps, charts, platforms and clusters. */
export const PLATFORMS: Mistakes = {
  'a platform that is a name': platform(() => 'prod'),
  'a platform of nothing': platform(() => new Platform()),
  'a platform without clusters': platform(() => new Platform({ clusters: [] })),
  'a cluster by hand': platform(() => new Platform({ clusters: [{ name: 'prod', environment: 'prod' }] })),
  'a cluster of nothing': platform(() => new Platform({ clusters: [new Cluster()] })),
  'two clusters of one name': platform(() => new Platform({ clusters: [new Cluster(PROD), new Cluster(PROD)] })),
  'a misspelt property of a platform': of({ imageRegistr: 'registry.example.com/platform' }),
  'a registry with a scheme': of({ imageRegistry: 'https://registry.example.com' }),
  'a day that is a word': of({ today: 'tomorrow' }),
  'one namespace that is in no list': of({ infrastructureNamespaces: 'kube-system' }),
  'releases by their names': of({ releases: ['2026.11'] }),
  'a release without components': of({ releases: [new Release({ name: '2026.12', componets: [] })] }),
  'a component by its name': of({ releases: [new Release({ name: '2026.12', components: ['telemetry'] })] }),
  'a misspelt property of a component': of({
    releases: [new Release({ name: '2026.12', components: [new TrafficComponent({ imge: 'registry.example.com/haproxy:3' })] })],
  }),
  'a derived release with a component that is in no list': platform(() => new Platform({
    clusters: [new Cluster(PROD)],
    releases: [StandardRelease.v202611().derive('2026.11-acme', new TrafficComponent({ image: 'r.example.com/haproxy:3' }))],
  })),
  'a channel by its name': of({ channels: [{ channel: 'stable', release: StandardRelease.v202611().name }] }),
  'a misspelt property of a cluster': cluster(() => ({ ingres: { className: 'public', namespace: 'ingress' } })),
  'a version that is a string': cluster(() => ({ version: '1.37' })),
  'an identity that is a name': cluster(() => ({ identity: 'cert-manager' })),
  'an ingress that is a name': cluster(() => ({ ingress: 'nginx' })),
  'a misspelt property of a gateway': cluster(() => ({
    gateway: { name: 'public', namespace: 'gateways', proxynamespace: 'proxies' },
  })),
  'telemetry that is a URL': cluster(() => ({ telemetry: 'https://telemetry.example.com' })),
  'a secret store that is a URL': cluster(() => ({ secretStore: 'https://vault.example.com' })),
  'ZooKeeper that is an address': cluster(() => ({ zooKeeper: 'zk:2181' })),
  'a misspelt property of ZooKeeper': cluster(() => ({ zooKeeper: { servers: ['zk:2181'], rooot: '/discovery' } })),
  'a pool that is a name': cluster(() => ({ nodePools: ['gpu'] })),
  'a misspelt label of a pool': cluster(() => ({ nodePools: [{ name: 'gpu', label: { gpu: 'yes' } }] })),
  'a range that is in no list': cluster(() => ({ apiServerRanges: '192.0.2.1' })),
  'an unknown release of a cluster': cluster(() => ({ releases: ['2020.01'] })),
  'a stage without cluster': staged(),
  'a stage of a name': staged('prod'),
  'a chart without owner': charted({}),
  'a chart without properties': charted(undefined),
  'a misspelt property of a chart': charted({ owner: OWNER, namespce: 'boards' }),
  'a namespace in capitals': charted({ owner: OWNER, namespace: 'Boards' }),
  'a label that is a number': charted({ owner: OWNER, labels: { tier: 1 } }),
  'a misspelt property of an app': () => (
    new untyped.PinterestApp({ outdir: freshFolder(), layuot: untyped.Layout.filePerChart() })
  ),
  'namespaces by their names': namespaces({ namespaces: ['shop'] }),
  'a misspelt list of namespaces': namespaces({ namespace: [{ name: 'shop' }] }),
  'a misspelt property of a namespace': namespaces({ namespaces: [{ name: 'shop', podsecurity: 'restricted' }] }),
};

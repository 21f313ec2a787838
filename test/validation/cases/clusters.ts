import { Channel, PinterestApp } from 'cdk8s-pinterest';
import {
  Cluster, NodeGate, PlatformNamespaces, PlatformRuntime, Release, Rollout, RolloutStep, StandardRelease, StoreTrust,
} from 'cdk8s-pinterest/platform';
import {
  CLUSTER, cluster, DEPENDENCIES, IDENTITY, IMAGE, mount, object, runtime, secret, service, StringCase, world,
} from './world';

const namespaces = (namespace: any) => (
  world(chart => new PlatformNamespaces(chart, 'namespaces', { namespaces: [namespace] }))
);

/** Of clusters and the platform. */
export const CLUSTERS: Record<string, StringCase> = {
  'ClusterProps.name': object('.name', name => service({}, { name })),
  'ClusterProps.environment': cluster('environment'),
  'ClusterProps.region': cluster('region', undefined, { optional: true }),
  'ClusterProps.dnsDomain': cluster('dnsDomain', dnsDomain => ({ dnsDomain, ...IDENTITY }), { optional: true }),
  'ClusterProps.apiServerRanges': cluster('apiServerRanges', range => ({ apiServerRanges: [range] }), { good: '192.0.2.0/28' }),
  'ClusterProps.monitoringNamespace': cluster('monitoringNamespace', undefined, { optional: true }),
  'ClusterProps.releases': cluster('releases', value => ({ releases: [value] }), { good: '2026.11' }),
  'DependencyStore.type': object('.dependencyStore.type', type => runtime({ dependencyStore: { type } })),
  'DependencyStore.options': object('.dependencyStore.options', value => (
    runtime({ dependencyStore: { type: 's3', options: { provider: value } } })
  ), {
    emptiable: true,
  }),
  'DependencyStore.path': object('.dependencyStore.path', path => runtime({ dependencyStore: { type: 's3', path } }), {
    good: 'zz/good', optional: true,
  }),
  'DependencyStore.secretName': object('.dependencyStore.secretName', secretName => (
    runtime({ dependencyStore: { type: 's3', secretName } })
  ), {
    optional: true,
  }),
  'Gateway.name': cluster('gateway.name', name => ({ gateway: { name, namespace: 'x' } })),
  'Gateway.namespace': cluster('gateway.namespace', namespace => ({ gateway: { name: 'x', namespace } })),
  'Gateway.proxyNamespace': cluster('gateway.proxyNamespace', proxyNamespace => (
    { gateway: { name: 'x', namespace: 'x', proxyNamespace } }
  ), { optional: true }),
  'IngressController.className': cluster('ingress.className', className => ({ ingress: { className, namespace: 'x' } })),
  'IngressController.namespace': cluster('ingress.namespace', namespace => ({ ingress: { className: 'x', namespace } })),
  'NodeGate.new(id)': object('id', id => world(chart => new NodeGate(chart, id, {
    image: IMAGE, cluster: new Cluster(CLUSTER), namespace: 'shop', daemons: {},
  }))),
  'NodeGateProps.image': object('image', image => world(chart => new NodeGate(chart, 'gate', {
    image, cluster: new Cluster(CLUSTER), namespace: 'shop', daemons: {},
  })), { good: 'zz.good/gate:1' }),
  'NodeGateProps.namespace': object('namespace', namespace => world(chart => new NodeGate(chart, 'gate', {
    image: IMAGE, cluster: new Cluster(CLUSTER), namespace, daemons: {},
  }))),
  'NodeGateProps.daemons': object('daemons', value => world(chart => new NodeGate(chart, 'gate', {
    image: IMAGE, cluster: new Cluster(CLUSTER), namespace: 'shop', daemons: { release: [value] },
  }))),
  'PlatformNamespaces.new(id)': object('id', id => world(chart => new PlatformNamespaces(chart, id))),
  'PlatformNamespace.name': object('namespaces[0].name', name => namespaces({ name })),
  'PlatformNamespace.discoveryPaths': object('namespaces[0].discoveryPaths[0]', value => (
    namespaces({ name: 'shop', discoveryPaths: [value] })
  ), { good: '/zz/good' }),
  'PlatformProps.imageRegistry': object('platform.imageRegistry', imageRegistry => runtime({}, { imageRegistry }), {
    good: 'zz.good/platform', optional: true,
  }),
  'PlatformProps.infrastructureNamespaces': object('platform.infrastructureNamespaces', value => service({}, {}, {
    infrastructureNamespaces: [value],
  })),
  'PlatformProps.runtimeNamespace': object('platform.runtimeNamespace', runtimeNamespace => (
    service({}, DEPENDENCIES, { runtimeNamespace })
  ), {
    optional: true,
  }),
  'PlatformProps.today': object('platform.today', today => service({}, {}, { today }), { good: '2026-11-30', optional: true }),
  'PlatformRuntime.new(id)': object('id', id => world(chart => new PlatformRuntime(chart, id))),
  'ReleaseProps.name': object(
    'platform.releases', name => service({}, {}, { releases: [new Release({ name, components: [] })] }),
  ),
  'Release.derive(name)': object(
    'platform.releases', name => service({}, {}, { releases: [StandardRelease.v202611().derive(name, [])] }),
  ),
  'ChannelRelease.release': object('platform.channels', release => (
    service({}, {}, { channels: [{ channel: Channel.CANARY, release }] })
  ), {
    good: '2026.11',
  }),
  'Rollout.to': object('platform.channels', to => rollout({ to }), { good: 'next' }),
  'RolloutFreeze.reason': object('platform.channels', reason => rollout({ freeze: { at: RolloutStep.ALL, reason } })),
  'StartupGate.image': object('.startupGate.image', image => runtime({ startupGate: { image } }), {
    good: 'zz.good/gate:1', optional: true,
  }),
  'StoreTrust.configMap(name)': object(
    '.secretStore', value => secret({ trust: StoreTrust.configMap(value) }), { optional: true, emptiable: true },
  ),
  'VaultStoreOptions.address': object(
    '.secretStore.address', address => secret({ address }), { good: 'https://zz.good.example.com' },
  ),
  'VaultStoreOptions.authMount': object('.secretStore.authMount', authMount => secret({ authMount }), { optional: true }),
  'VaultStoreOptions.namespace': object('.secretStore.namespace', namespace => secret({ namespace }), { optional: true }),
  'VaultStoreOptions.role': object('.secretStore.role', role => secret({ role }), { optional: true }),
  'ZooKeeper.servers': object(
    '.zooKeeper.servers', value => runtime({ zooKeeper: { servers: [value] } }), { good: 'zz.good:2181' },
  ),
  'ZooKeeper.root': cluster(
    'zooKeeper.root', root => ({ zooKeeper: { servers: ['zk:2181'], root } }), { ...mount, optional: true },
  ),
  'ZooKeeperCredentials.secretName': object('.zooKeeper.credentials', secretName => runtime({
    zooKeeper: { servers: ['zk:2181'], credentials: { secretName } },
  })),
  'ZooKeeperCredentials.key': object('.zooKeeper.credentials', key => runtime({
    zooKeeper: { servers: ['zk:2181'], credentials: { secretName: 'x', key } },
  }), { optional: true }),
};

function rollout(given: Partial<Rollout>): PinterestApp {
  return service({}, {}, {
    releases: ['first', 'next'].map(name => new Release({ name, components: [] })),
    channels: [{ channel: Channel.STABLE, release: 'first', rollout: { to: 'next', step: RolloutStep.ONE_PERCENT, ...given } }],
  });
}

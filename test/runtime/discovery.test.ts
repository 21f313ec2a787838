import { Duration } from 'cdk8s';
import { Channel, Discovery, PinterestJobSet, PinterestServiceProps, PinterestStatefulSet } from 'cdk8s-pinterest';
import { PlatformRuntime, StandardRelease, ZooKeeper } from 'cdk8s-pinterest/platform';
import { api, BARE, Built, complaints, CONTAINER, MESH, World } from '../synth';

const ZOOKEEPER: ZooKeeper = { servers: ['zk-0.example.com:2181', 'zk-1.example.com:2181'] };
const WITH: World = { ...BARE, zooKeeper: ZOOKEEPER };
const ADMIN = { ...CONTAINER, ports: [{ name: 'console', number: 9000 }, { name: 'metrics', number: 9090 }] };

function annotation(template: any): any {
  const text = template.metadata.annotations['pinterest.com/discovery'];
  return text === undefined ? undefined : JSON.parse(text);
}

const registration = (props: Partial<PinterestServiceProps> = {}, world: World = WITH) => annotation(api(props, world).template);

/** The registrar of each release of a cluster. */
function runtime(zooKeeper: ZooKeeper | undefined, world: World = {}): Built<PlatformRuntime> {
  return new Built(chart => new PlatformRuntime(chart, 'runtime'), { ...world, zooKeeper }, 'platform');
}

const registrar = (zooKeeper: ZooKeeper) => runtime(zooKeeper).one('DaemonSet').spec.template.spec;
const env = (zooKeeper: ZooKeeper) =>
  Object.fromEntries(registrar(zooKeeper).containers[0].env.map(({ name, value }: any) => [name, value]));

describe('a workload', () => {
  test('is registered where the cluster has ZooKeeper, in the cluster\'s format, under a path of its own', () => {
    expect(registration()).toEqual({ format: 'kingpin', path: '/discovery/api.shop/prod', port: 8080 });
    expect(registration({}, { ...WITH, zooKeeper: { ...ZOOKEEPER, root: '/services', format: Discovery.serverset() } }))
      .toEqual({ format: 'serverset', path: '/services/api.shop/prod', port: 8080 });
    expect(registration({ discovery: Discovery.serverset({ path: '/sets/api' }) })).toEqual({
      format: 'serverset', path: '/sets/api', port: 8080,
    });
  });

  test('is left alone on a cluster without ZooKeeper, where it asks for nothing, and where it serves nothing', () => {
    expect(registration({}, BARE)).toBeUndefined();
    expect(registration({ discovery: Discovery.none() })).toBeUndefined();
    expect(registration({ discovery: Discovery.none() }, BARE)).toBeUndefined();
    expect(registration({}, { ...WITH, zooKeeper: { ...ZOOKEEPER, format: Discovery.none() } })).toBeUndefined();
    expect(registration({ container: { image: CONTAINER.image } })).toBeUndefined();
    const job = new Built(chart => new PinterestJobSet(chart, 'job', { container: CONTAINER }), WITH).one('Job');
    expect(annotation(job.spec.template)).toBeUndefined();
  });

  test('is found at its proxy, where it has one', () => {
    const mesh = { ...MESH, zooKeeper: ZOOKEEPER };
    expect(registration({}, mesh).port).toBe(8443);
    expect(registration({ container: ADMIN, discovery: Discovery.serverset() }, mesh))
      .toMatchObject({ port: 8443, additional: { console: 8444 } });
  });

  test('says which of its ports is the main one; a serverset has the others by name, but never metrics', () => {
    expect(registration({ container: ADMIN, discovery: Discovery.kingpin({ port: 'console' }) })).toEqual({
      format: 'kingpin', path: '/discovery/api.shop/prod', port: 9000,
    });
    expect(registration({ container: ADMIN, discovery: Discovery.serverset() }))
      .toMatchObject({ port: 8080, additional: { console: 9000 } });
    expect(registration({ container: ADMIN, discovery: Discovery.serverset({ port: 'console' }) }))
      .toMatchObject({ port: 9000, additional: { http: 8080 } });
  });

  test('of a store, each pod has a shard of its own', () => {
    const store = new Built(
      chart => new PinterestStatefulSet(chart, 'db', { container: CONTAINER, discovery: Discovery.serverset() }), WITH,
    );
    expect(annotation(store.one('StatefulSet').spec.template)).toEqual({
      format: 'serverset', path: '/discovery/db.shop/prod', port: 8080, numbered: true,
    });
  });

  test('that asks for discovery where there is none is refused, and told why', () => {
    expect(complaints(() => api({ discovery: Discovery.kingpin() }, BARE).write())).toEqual([
      '[chart/api/runtime/discovery] discovery = "kingpin": needs ZooKeeper, which the cluster prod does not have. '
        + 'Set zooKeeper on the Cluster, or leave out discovery for that cluster.',
    ]);
    expect(complaints(() => api({
      container: { image: CONTAINER.image }, discovery: Discovery.serverset(),
    }, WITH).write())).toEqual([
      '[chart/api/runtime/discovery] discovery = "serverset": has no port to register. '
        + 'Write container.portNumber, or leave discovery out.',
    ]);
  });

  test.each([
    'api', '/', '/a/', '/a//b', '/a/../b', '/a b', '/zookeeper/quota', '/zookeeper', '/registrars/2026.11', '/registrars',
    '/discovery',
    '/discovery/api.shop', '/discovery/api.shop/prod/x', '/a\u0000', '/a%2e', '/\u0430', `/${'a'.repeat(300)}`,
    `/a${'/a'.repeat(12)}`,
  ])('path %j is refused', path => {
    expect(complaints(() => api({ discovery: Discovery.kingpin({ path }) }, WITH).write())).toEqual([
      expect.stringContaining('discovery.path = "'),
    ]);
  });

  test('port that it does not have is refused', () => {
    expect(complaints(() => api({ container: ADMIN, discovery: Discovery.kingpin({ port: 'metrics' }) }, WITH).write())).toEqual([
      '[chart/api/runtime/discovery] discovery.port = "metrics": is not a port for clients. Known ports: console, http.',
    ]);
  });
});

describe('the registrar', () => {
  test('runs only where there is ZooKeeper', () => {
    expect(runtime(undefined).all('DaemonSet')).toEqual([]);
    expect(runtime(ZOOKEEPER).all('DaemonSet').map(({ metadata }) => metadata.name)).toEqual(['registrar-2026-11']);
    expect(runtime(ZOOKEEPER).errors).toEqual([]);
  });

  test('knows the ensemble, its node, and the pods of its own release alone', () => {
    expect(env({ ...ZOOKEEPER, sessionTimeout: Duration.seconds(10) })).toMatchObject({
      ZOOKEEPER_SERVERS: 'zk-0.example.com:2181,zk-1.example.com:2181', ZOOKEEPER_SESSION_TIMEOUT_MS: '10000',
      POD_SELECTOR: 'pinterest.com/release=2026.11', CLAIM_PATH: '/registrars/2026.11',
      DISCOVERY_ROOT: '/discovery', DISCOVERY_ENVIRONMENT: 'prod',
    });
    expect(registrar(ZOOKEEPER).containers[0].env).toContainEqual({
      name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } },
    });
  });

  test('of each of two releases takes other pods than the other\'s', () => {
    const offered = [StandardRelease.v202611(), StandardRelease.v202611().derive('2026.12', [])];
    const daemons = runtime(ZOOKEEPER, { offered }).all('DaemonSet');
    const selectors = daemons.map(daemon =>
      daemon.spec.template.spec.containers[0].env.find((variable: any) => variable.name === 'POD_SELECTOR').value);
    expect(selectors).toEqual(['pinterest.com/release=2026.11', 'pinterest.com/release=2026.12']);
    const pods = ['2026.11', '2026.12']
      .map(release => api({ channel: Channel.pinned(release) }, { ...WITH, offered }).template.metadata.labels);
    expect(pods.map(labels => `pinterest.com/release=${labels['pinterest.com/release']}`)).toEqual(selectors);
  });

  test('may read pods and namespaces, and nothing else, and is reached by nobody but monitoring', () => {
    expect(runtime(ZOOKEEPER).one('ClusterRole').rules).toEqual([{
      apiGroups: [''], resources: ['namespaces', 'pods'], verbs: ['list', 'watch'],
    }]);
    expect(runtime(ZOOKEEPER).one('NetworkPolicy').spec.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port: 9090, protocol: 'TCP' }],
      },
    ]);
  });

  test('is replaced by one that is ready before it ends', () => {
    expect(runtime(ZOOKEEPER).one('DaemonSet').spec.updateStrategy.rollingUpdate).toEqual({ maxSurge: '10%', maxUnavailable: 0 });
  });

  test('finds credentials in a file of a Secret, and no manifest has them', () => {
    expect(env(ZOOKEEPER).ZOOKEEPER_CREDENTIALS_FILE).toBeUndefined();
    const discovery = { ...ZOOKEEPER, credentials: { secretName: 'zookeeper', key: 'digest' } };
    expect(env(discovery).ZOOKEEPER_CREDENTIALS_FILE).toBe('/etc/registrar/credentials');
    expect(registrar(discovery).volumes).toEqual([{
      name: 'credentials',
      secret: { secretName: 'zookeeper', defaultMode: 0o440, items: [{ key: 'digest', path: 'credentials' }] },
    }]);
    expect(registrar(discovery).containers[0].volumeMounts).toEqual([{
      name: 'credentials', mountPath: '/etc/registrar', readOnly: true,
    }]);
    expect(runtime(discovery).all('Secret')).toEqual([]);
  });

  test.each<[string, Partial<ZooKeeper>, string]>([
    ['no server', { servers: [] }, 'platform.clusters["prod"].zooKeeper.servers: must contain a member of the ensemble.'],
    [
      'a server without port',
      { servers: ['zk.example.com'] },
      'platform.clusters["prod"].zooKeeper.servers = "zk.example.com": must be a host and a port.',
    ],
    [
      'a server with a folder',
      { servers: ['zk:2181/apps'] },
      'platform.clusters["prod"].zooKeeper.servers = "zk:2181/apps": must be a host and a port.',
    ],
    [
      'a relative root',
      { root: 'discovery' },
      'platform.clusters["prod"].zooKeeper.root = "discovery": must be an absolute path',
    ],
    [
      'a session that is over at once',
      { sessionTimeout: Duration.seconds(0) },
      'platform.clusters["prod"].zooKeeper.sessionTimeout = "0 s": must be at least a second.',
    ],
  ])('with %s is refused', (_, wrong, message) => {
    expect(runtime({ ...ZOOKEEPER, ...wrong }).errors).toEqual([expect.stringContaining(message)]);
  });
});

import { JsonPatch } from 'cdk8s';
import { Origin, OriginType, PinterestJobSet, PinterestWorkload, PodItemType, PodVolume } from 'cdk8s-pinterest';
import { EnvValue, Volume } from 'cdk8s-plus-27';
import { api, BARE, Built, CONTAINER, MESH } from '../synth';
import { contentsOf, EVERYTHING, KINDS, templatesOf } from './pods';

const VERSIONS = ['1.27', '1.37'];
const RELEASE = '2026.11';
const built = (kind: string, version: string) => new Built(KINDS[kind], { ...EVERYTHING, version }, 'platform');

/** Who put each thing into a workload's pods: `variable app/MINE` by its origin in words. Patches are not in the pods. */
function authorsOf(workload: PinterestWorkload): [string, string][] {
  return workload.podItems.filter(({ type }) => type !== PodItemType.PATCH).map(({ type, container, name, origin }) => {
    const where = container === undefined ? '' : `${container}${type === PodItemType.MOUNT ? ':' : '/'}`;
    return [`${type} ${where}${name}`, `${origin}`];
  });
}

const authorOf = (workload: PinterestWorkload, item: string) => new Map(authorsOf(workload)).get(item);

/** What one component adds, to whatever pods. */
const COMPONENTS = Object.entries({
  environment: /^(label pinterest.com\/release|variable \w+\/(PLATFORM_(?!IDENTITY|LOG)\w+|OTEL_(SERVICE|RESOURCE)_\w+))$/,
  identity: /^(volume identity|mount (app|pytorch|tensorflow):\/var\/run\/identity|variable \w+\/PLATFORM_IDENTITY)$/,
  secrets: /^(volume (secrets|secrets-config)|mount app:\/etc\/secrets|(container |mount )(first-)?secrets\b.*)$/,
  dependencies: /^(volume dependency-0|mount app:\/models|(container|mount|variable) dependencies\b.*)$/,
  traffic: /^(volume proxy-(config|run)|(container|mount|variable) proxy\b.*)$/,
  discovery: /^annotation pinterest.com\/discovery$/,
  telemetry: new RegExp('^(annotation pinterest.com/cluster|volume logs-2026-11|mount app:/var/log/app'
    + '|volume log-files-(config|positions)|(container|mount|variable) log-files\\b.*'
    + '|variable \\w+/(OTEL_(EXPORTER|METRICS)_\\w+|STATSD_\\w+|PLATFORM_LOG_DIRECTORY))$'),
});

/** What every kind adds. */
const KIND = [
  'annotation pinterest.com/contact', 'label app.kubernetes.io/managed-by', 'label app.kubernetes.io/name',
  'label pinterest.com/crd_type', 'label pinterest.com/team',
];
const BATCH = ['label pinterest.com/reclaim', 'variable app/SHARD', 'variable app/SHARDS'];
const TRAINING = ['label pinterest.com/reclaim', 'label pinterest.com/role', 'label pinterest.com/run'];
const DEFAULT_CONTAINER = 'annotation kubectl.kubernetes.io/default-container';

interface Expected {
  readonly kind: string[];
  readonly user: string[];
  /** What the platform adds on Kubernetes 1.27. */
  readonly platform127?: string[];
  /** What the platform adds on any version. */
  readonly platform?: string[];
}

const EXPECTED: Record<string, Expected> = {
  'a service': {
    kind: ['annotation pinterest.com/commit', 'label app.kubernetes.io/version', 'mount app:/etc/app', 'volume config'],
    user: ['container app', 'mount app:/scratch', 'variable app/MINE', 'volume scratch'],
    platform127: [DEFAULT_CONTAINER],
  },
  'a job set with a sidecar': {
    kind: [...BATCH, 'label pinterest.com/run', 'mount app:/etc/app', 'volume config'],
    user: ['container app', 'container helper', 'mount helper:/tmp', 'volume tmp'],
    platform127: [
      DEFAULT_CONTAINER, 'volume completion', 'mount app:/var/run/completion', 'mount helper:/var/run/completion',
    ],
  },
  'a job set of shards apart': {
    kind: [
      ...BATCH, 'label pinterest.com/run', 'label pinterest.com/shard', 'mount app:/data', 'mount app:/etc/app/f',
      'volume config', 'volume data',
    ],
    user: ['container app'],
  },
  'a cron job': { kind: BATCH, user: ['container app'] },
  'a training': {
    kind: [
      ...TRAINING, 'container peers', 'mount peers:/var/run/rendezvous', 'mount tensorflow:/var/run/rendezvous',
      'volume rendezvous', 'mount tensorflow:/data', 'volume checkpoint', 'mount tensorflow:/dev/shm', 'volume shared-memory',
      'mount tensorflow:/tmp', 'volume temporary',
      'variable tensorflow/TASK_INDEX', 'variable tensorflow/TASK_TYPE', 'variable tensorflow/TF_CONFIG',
    ],
    user: ['container tensorflow'],
  },
  'a training of the operator': {
    kind: [
      ...TRAINING, 'label scheduling.x-k8s.io/pod-group', 'mount pytorch:/dev/shm', 'volume shared-memory', 'mount pytorch:/tmp',
      'volume temporary',
    ],
    user: ['container pytorch'],
  },
  // Its claims are no volumes of the template: the controller writes them into each pod.
  'a stateful set with claims': { kind: ['mount app:/data'], user: ['container app'], platform127: [DEFAULT_CONTAINER] },
  'a daemon with host access': {
    kind: ['annotation pinterest.com/host-access', 'mount app:/var/log', 'volume host-var-log'], user: ['container app'],
  },
  'a daemon of a component': {
    kind: [],
    user: [
      'container app', 'volume credentials', 'mount app:/etc/registrar',
      ...['CLAIM_PATH', 'DISCOVERY_ENVIRONMENT', 'DISCOVERY_ROOT', 'NODE_NAME', 'POD_SELECTOR', 'ZOOKEEPER_CREDENTIALS_FILE',
        'ZOOKEEPER_SERVERS', 'ZOOKEEPER_SESSION_TIMEOUT_MS'].map(name => `variable app/${name}`),
    ],
    platform: ['label pinterest.com/runtime'],
  },
};

const CASES = VERSIONS.flatMap(version => Object.keys(EXPECTED).map(kind => [kind, version]));

describe.each(CASES)('of %s on %s,', (kind, version) => {
  test('whatever is in the manifests is one item, and no item is anything else', () => {
    const shop = built(kind, version);
    const templates = templatesOf(shop.it);
    expect(templates.length).toBeGreaterThan(0);
    for (const template of templates) expect(authorsOf(shop.it).map(([item]) => item).sort()).toEqual(contentsOf(template));
    expect(shop.errors).toEqual([]);
  });

  test('each item has the one who put it there', () => {
    const { it } = built(kind, version);
    const { kind: kinds, user, platform = [], platform127 = [] } = EXPECTED[kind];
    const author = kind === 'a daemon of a component' ? Origin.component('discovery', RELEASE) : Origin.user();
    const own = new Map<string, Origin>([
      ...[...KIND, ...kinds].map(item => [item, Origin.kind(it.constructor.name)] as const),
      ...user.map(item => [item, author] as const),
      ...[...platform, ...(version === '1.27' ? platform127 : [])].map(item => [item, Origin.platform()] as const),
    ]);
    const expected = (item: string) => own.get(item) ?? COMPONENTS.filter(([, adds]) => adds.test(item))
      .map(([name]) => Origin.component(name, RELEASE)).join(' or ');
    const found = authorsOf(it);
    expect(found).toEqual(found.map(([item]) => [item, `${expected(item)}`]));
    expect(found.map(([item]) => item)).toEqual(expect.arrayContaining([...own.keys()]));
  });

  test('nothing of it is in the manifests, and asking changes nothing', () => {
    const asked = built(kind, version);
    expect(asked.it.podItems.length).toBeGreaterThan(0);
    const files = asked.write();
    expect(files).toEqual(built(kind, version).write());
    for (const text of files.values()) expect(text).not.toMatch(/origin\b|the component|the kind|the user\b|patch \d/i);
  });
});

test('an origin tells its type, its name, its release and its number apart', () => {
  const { api: service } = api().services;
  service.pod.patch(JsonPatch.add('/hostname', 'a'));
  service.pod.patchContainer('proxy', JsonPatch.add('/env', [{ name: 'A', value: 'b' }]));
  const find = (type: PodItemType, name: string) => (
    service.podItems.find(item => item.type === type && item.name === name)!.origin
  );
  expect(find(PodItemType.CONTAINER, 'proxy')).toMatchObject({ type: OriginType.COMPONENT, name: 'traffic', release: RELEASE });
  expect(find(PodItemType.CONTAINER, 'app')).toMatchObject({ type: OriginType.USER });
  expect(find(PodItemType.LABEL, 'app.kubernetes.io/name')).toMatchObject({ type: OriginType.KIND, name: 'PinterestService' });
  expect(find(PodItemType.VARIABLE, 'A')).toMatchObject({ type: OriginType.PATCH, number: 2 });
});

describe('of patches,', () => {
  const ENV = '/env/-';
  const added = (name: string, value = 'x') => JsonPatch.add(ENV, { name, value });

  test('each is an item, with its container and who made it, and what it adds has its number', () => {
    const { services: { api: service } } = api();
    service.pod.patch(JsonPatch.add('/volumes/-', { name: 'extra', emptyDir: {} }));
    service.pod.patchContainer('app', added('ONE'), JsonPatch.add('/volumeMounts/-', { name: 'extra', mountPath: '/extra' }));
    expect(service.podItems.filter(({ type }) => type === PodItemType.PATCH)).toEqual([
      { type: 'patch', name: 'add /volumes/-', container: undefined, origin: Origin.user() },
      { type: 'patch', name: `add ${ENV}`, container: 'app', origin: Origin.user() },
      { type: 'patch', name: 'add /volumeMounts/-', container: 'app', origin: Origin.user() },
    ]);
    expect(authorOf(service, 'volume extra')).toBe('patch 1');
    expect(authorOf(service, 'variable app/ONE')).toBe('patch 2');
    expect(authorOf(service, 'mount app:/extra')).toBe('patch 3');
  });

  test('what one changes is its own, what a later one changes the later one\'s, and all else stays whose it was', () => {
    const { services: { api: service } } = api({}, BARE);
    const before = authorsOf(service);
    service.pod.patchContainer('app', JsonPatch.replace('/env/0/value', 'a'), JsonPatch.replace('/env/1/value', 'b'));
    service.pod.patchContainer('app', JsonPatch.replace('/env/1/value', 'c'));
    const [first, second] = before.map(([item]) => item).filter(item => item.startsWith('variable app/'));
    expect(authorsOf(service)).toEqual(before.map(([item, author]) => (
      [item, item === first ? 'patch 1' : item === second ? 'patch 3' : author]
    )));
  });

  test('one that changes nothing owns nothing, and what one removes is no item', () => {
    const { services: { api: service } } = api({}, BARE);
    const before = authorsOf(service);
    service.pod.patchContainer('app', JsonPatch.test('/name', 'app'), JsonPatch.remove('/env/0'));
    const removed = before.findIndex(([item]) => item.startsWith('variable app/'));
    expect(authorsOf(service)).toEqual(before.filter((_, n) => n !== removed));
  });

  test('a container that one adds is its own, with all that is in it', () => {
    const { services: { api: service } } = api({}, BARE);
    service.pod.patch(JsonPatch.add('/containers/-', {
      name: 'late', image: 'x:1', env: [{ name: 'A', value: 'b' }], volumeMounts: [{ name: 'v', mountPath: '/v' }],
    }));
    expect(['container late', 'variable late/A', 'mount late:/v'].map(item => authorOf(service, item)))
      .toEqual(['patch 1', 'patch 1', 'patch 1']);
  });

  test('those of containers come first, as in the pod, whatever their numbers', () => {
    const shop = api({}, BARE);
    const { pod } = shop.services.api;
    pod.patch(JsonPatch.replace('/containers/0/env/0/value', 'of the pod'));
    pod.patchContainer('app', JsonPatch.replace('/env/0/value', 'of the container'), added('LATE'));
    pod.patch(JsonPatch.test('/containers/0/env/0/value', 'of the pod'));
    const [first] = shop.container('app').env;
    expect(first.value).toBe('of the pod');
    expect(authorOf(shop.services.api, `variable app/${first.name}`)).toBe('patch 1');
    expect(authorOf(shop.services.api, 'variable app/LATE')).toBe('patch 3');
  });

  test('a kind\'s own is counted with the others', () => {
    const { it } = built('a daemon with host access', '1.37');
    it.pod.patchContainer('app', added('MINE'));
    expect(it.podItems.filter(({ type }) => type === PodItemType.PATCH).map(({ name, origin }) => [name, `${origin}`])).toEqual([
      ['add /ports/0/hostPort', 'the kind PinterestDaemon'], [`add ${ENV}`, 'the user'],
    ]);
    expect(authorOf(it, 'variable app/MINE')).toBe('patch 2');
  });
});

describe('what somebody else has already is', () => {
  test('of the last one who says a label or an annotation', () => {
    const { services: { api: service } } = api({}, MESH);
    service.pod.addLabel('pinterest.com/release', 'mine');
    service.pod.addAnnotation('pinterest.com/contact', 'me');
    expect(authorOf(service, 'label pinterest.com/release')).toBe('the user');
    expect(authorOf(service, 'annotation pinterest.com/contact')).toBe('the user');
  });

  test('the user\'s, where the platform would say which container kubectl shows', () => {
    const shop = api({}, { ...MESH, version: '1.27' });
    shop.services.api.pod.addAnnotation('kubectl.kubernetes.io/default-container', 'proxy');
    expect(shop.template.metadata.annotations['kubectl.kubernetes.io/default-container']).toBe('proxy');
    expect(authorOf(shop.services.api, DEFAULT_CONTAINER)).toBe('the user');
  });

  test('the user\'s, where a pod without sidecars has a volume that is called like the platform\'s', () => {
    const { services: { api: service } } = api({}, BARE);
    service.pod.addVolume(PodVolume.emptyDir('completion'));
    service.pod.mount({ volume: 'completion', path: '/var/run/completion' });
    expect(authorOf(service, 'volume completion')).toBe('the user');
    expect(authorOf(service, 'mount app:/var/run/completion')).toBe('the user');
  });

  test('refused, where the platform needs its name and path to end a sidecar', () => {
    const jobs = new Built(chart => new PinterestJobSet(chart, 'jobs', { container: { ...CONTAINER, command: ['run'] } }), {
      version: '1.27',
    });
    const { pod } = jobs.it;
    pod.addSidecar('helper', { container: { image: 'x:1', command: ['help'] } });
    pod.addVolume(PodVolume.emptyDir('completion'));
    pod.mount({ volume: 'completion', path: '/var/run/completion' });
    expect(jobs.errors).toEqual([
      '[chart/jobs] pod.addVolume = "completion": is what ends the sidecars on Kubernetes 1.27. Choose another name.',
      '[chart/jobs] pod.mount = "/var/run/completion": is what ends the sidecars on Kubernetes 1.27. Choose another path.',
    ]);
  });
});

test('what the user adds is the user\'s, and a volume of cdk8s-plus that of the container that brings it', () => {
  const shop = api({}, BARE);
  const { api: service } = shop.services;
  service.pod.addInitContainer('early', {
    container: {
      image: 'x:1',
      envVariables: { A: EnvValue.fromValue('b') },
      volumeMounts: [{ path: '/brought', volume: Volume.fromEmptyDir(shop.chart, 'brought', 'brought') }],
    },
  });
  service.pod.addEnv('B', EnvValue.fromValue('c'));
  expect(['container early', 'variable early/A', 'mount early:/brought', 'volume brought', 'variable app/B']
    .map(item => authorOf(service, item))).toEqual(Array(5).fill('the user'));
});

import { PodPlan, PodVolume } from 'cdk8s-pinterest';
import { Release } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { api, BARE, named, Shop } from '../synth';

/** Gives each workload a word to read, and takes only some. */
class Words extends Component {
  public readonly name = 'words';
  public readonly phase = Phase.DEPENDENCIES;

  constructor(private readonly word: string) {
    super();
  }

  public addTo(pod: PodPlan, _workload: WorkloadIntent, beside: ComponentScope): void {
    for (const taken of ['foo', 'bar'].filter(each => this.word.includes(each))) {
      beside.report({ field: 'words', value: this.word, rule: `must not have "${taken}" in it`, fix: 'Write another one.' });
    }
    const { name } = beside.addConfigMap('words', { 'words.txt': this.word, 'a.txt': 'a' });
    pod.addVolume(PodVolume.configMap('words', name));
  }
}

const withWord = (word: string, services = { api: {} }) => (
  Shop.of(services, { ...BARE, offered: [new Release({ name: 'r', components: [new Words(word)] })] })
);
const configMap = (shop: Shop) => shop.one('ConfigMap');

test('a ConfigMap is immutable, named by workload, suffix and contents, and has the workload\'s labels and annotations', () => {
  const { services: { api: service }, ...shop } = withWord('x');
  const account = service.serviceAccount!.toJson().metadata;
  const found = shop.chart.toJson().find(({ kind }) => kind === 'ConfigMap');
  expect(found).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: expect.stringMatching(/^api-words-[0-9a-f]{8}$/),
      namespace: 'shop',
      labels: { ...account.labels, 'pinterest.com/reclaim': 'when-unnamed' },
      annotations: {
        ...account.annotations,
        'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
        'argocd.argoproj.io/sync-options': 'Prune=false',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      },
    },
    immutable: true,
    data: { 'words.txt': 'x', 'a.txt': 'a' },
  });
  expect(account.labels['pinterest.com/team']).toBe('boards');
  expect(service.runtimeObjects.map(object => object.name)).toEqual([found.metadata.name]);
});

test('new contents are a new name, which the pods follow, and the same contents the same name', () => {
  const [one, same, other] = ['x', 'x', 'y'].map(word => withWord(word));
  expect(configMap(same).metadata.name).toBe(configMap(one).metadata.name);
  expect(configMap(other).metadata.name).not.toBe(configMap(one).metadata.name);
  for (const shop of [one, other]) {
    expect(named(shop.template.spec.volumes, 'words').configMap.name).toBe(configMap(shop).metadata.name);
  }
});

test('a name that would be too long for a label is cut, and stays the workload\'s own', () => {
  const names = ['a', 'b'].map(end => `${'x'.repeat(61)}${end}`);
  const found = withWord('x', Object.fromEntries(names.map(name => [name, {}])) as { api: {} }).all('ConfigMap')
    .map(({ metadata }) => metadata.name);
  expect(new Set(found).size).toBe(2);
  for (const name of found) expect(name.length).toBeLessThanOrEqual(63);
});

test('all that a component reports fails the synth, with the path of its scope, beside what others say', () => {
  const shop = withWord('foobar', { api: {}, Web: {} } as { api: {} });
  const lines = (() => {
    try {
      shop.app.synth();
    } catch (error) {
      return (error as Error).message.split('\n').slice(1).map(line => line.trim());
    }
    return [];
  })();
  expect(lines).toEqual(expect.arrayContaining([
    '[chart/api/runtime/words] words = "foobar": must not have "foo" in it. Write another one.',
    '[chart/api/runtime/words] words = "foobar": must not have "bar" in it. Write another one.',
    '[chart/Web/runtime/words] words = "foobar": must not have "foo" in it. Write another one.',
    expect.stringContaining('[chart/Web] name = "Web"'),
  ]));
  expect(shop.app.plan().problems.find(({ path }) => path === 'chart/api/runtime/words')).toMatchObject({
    problem: { field: 'words', value: 'foobar', rule: 'must not have "foo" in it', fix: 'Write another one.' },
  });
});

test('nothing is beside a workload that the release gives nothing', () => {
  expect(api({}, { ...BARE, offered: [new Release({ name: 'r', components: [] })] }).services.api.runtimeObjects).toEqual([]);
});

import { Size } from 'cdk8s';
import { PinterestService, PodPlan, PodVolume, Requirement } from 'cdk8s-pinterest';
import { Release } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { EnvValue, Volume } from 'cdk8s-plus-27';
import { BARE, Built, CONTAINER } from '../synth';

type Add = (pod: PodPlan, beside: ComponentScope, workload: WorkloadIntent) => void;

class Adding extends Component {
  public readonly phase = Phase.DEPENDENCIES;

  constructor(public readonly name: string, private readonly add: Add, private readonly only?: string) {
    super();
  }

  public suits(workload: WorkloadIntent): boolean {
    return this.only === undefined || this.only === workload.name;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    this.add(pod, beside, workload);
  }
}

class Wish extends Requirement {
  constructor(component: string) {
    super(component);
  }
}

const service = (components: Component[], requirements: Requirement[] = []) => new Built(
  chart => new PinterestService(chart, 'api', { container: CONTAINER, requirements }),
  { ...BARE, offered: [new Release({ name: 'r', components })] },
);
const IMAGE = { container: { image: 'x:1' } };
const brought = (source: 'disk' | 'memory'): Add => (pod, beside) => pod.addInitContainer(beside.node.id, {
  container: {
    image: 'x:1',
    volumeMounts: [{
      path: '/data',
      volume: Volume.fromEmptyDir(beside, 'data', 'data', source === 'disk' ? {} : { sizeLimit: Size.mebibytes(1) }),
    }],
  },
});
const BOTH = 'is added by the component one of the release r and by the component two of the release r';

test.each<[string, Add, string]>([
  ['variable', pod => pod.addEnv('DATA', EnvValue.fromValue('x')), 'pod = "variable \\"DATA\\""'],
  ['volume', pod => pod.addVolume(PodVolume.emptyDir('data')), 'pod = "volume \\"data\\""'],
  ['sidecar', pod => pod.addSidecar('helper', IMAGE), 'pod.containers = "helper"'],
  ['init container', pod => pod.addInitContainer('helper', IMAGE), 'pod.containers = "helper"'],
])('two components that add the same %s are both named', (_, add, where) => {
  expect(service([new Adding('one', add), new Adding('two', add)]).errors).toEqual([
    `[chart/api] ${where}: ${BOTH}. Choose another name.`,
  ]);
});

test('a sidecar and an init container of one name are refused, too, and all three who add them named', () => {
  const shop = service([
    new Adding('one', pod => pod.addSidecar('helper', IMAGE)), new Adding('two', pod => pod.addInitContainer('helper', IMAGE)),
  ]);
  shop.it.pod.addSidecar('helper', IMAGE);
  expect(shop.errors).toEqual([`[chart/api] pod.containers = "helper": ${BOTH} and by the user. Choose another name.`]);
});

test('a volume of cdk8s-plus that comes with a container does not take the place of another one', () => {
  const complaint = `[chart/api] pod = "volume \\"data\\"": ${BOTH}. Choose another name.`;
  const planned: Add = pod => pod.addVolume(PodVolume.emptyDir('data'));
  expect(service([new Adding('one', planned), new Adding('two', brought('disk'))]).errors).toEqual([complaint]);
  expect(service([new Adding('one', brought('disk')), new Adding('two', brought('memory'))]).errors).toEqual([complaint]);
});

test('several containers may bring the same volume of cdk8s-plus', () => {
  const shop = service([new Adding('one', brought('disk')), new Adding('two', brought('disk'))]);
  expect(shop.errors).toEqual([]);
  expect(shop.template.spec.volumes).toEqual([{ name: 'data', emptyDir: {} }]);
});

test('a component acts only for a workload that it suits, and only there fulfils what is asked', () => {
  const added: string[] = [];
  const components = ['api', 'web'].map(only => new Adding(`for-${only}`, (_pod, _beside, { name }) => {
    added.push(`for-${only} to ${name}`);
  }, only));
  expect(service(components, [new Wish('for-api')]).errors).toEqual([]);
  expect(added).toEqual(['for-api to api']);
  expect(service(components, [new Wish('for-web')]).errors).toEqual([
    '[chart/api] requirements = "for-web": the release r has no such component for this workload. Known components: for-api.',
  ]);
});

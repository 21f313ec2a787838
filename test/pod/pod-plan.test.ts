import { PodPlan } from 'cdk8s-pinterest';
import { StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, Phase } from 'cdk8s-pinterest/runtime';
import { EnvValue } from 'cdk8s-plus-27';
import { api, MESH, World } from '../synth';

/** A company's component that adds whatever it is told to. */
class Acme extends Component {
  public readonly phase = Phase.TELEMETRY;

  constructor(public readonly name: string, private readonly add: (pod: PodPlan) => void) {
    super();
  }

  public override addTo(pod: PodPlan): void {
    this.add(pod);
  }
}

const worldOf = (...components: Component[]): World => ({
  ...MESH, offered: [StandardRelease.v202611().derive('acme', components)],
});

function errorsOf(...adds: ((pod: PodPlan) => void)[]): string[] {
  const shop = api({}, worldOf(...adds.map((add, n) => new Acme(`acme-${n}`, add))));
  return shop.app.plan().problems.map(({ message }) => message);
}

test.each<[string, string, (pod: PodPlan, n: number) => void]>([
  ['variable', 'variable \\"X\\"', pod => pod.addEnv('X', EnvValue.fromValue('x'))],
  ['label', 'label \\"example.com/x\\"', (pod, n) => pod.addLabel('example.com/x', `${n}`)],
  ['annotation', 'annotation \\"example.com/x\\"', (pod, n) => pod.addAnnotation('example.com/x', `${n}`)],
])('two components that add the same %s are both named', (_, what, add) => {
  expect(errorsOf(pod => add(pod, 0), pod => add(pod, 1))).toEqual([
    `pod = "${what}": is added by the component acme-0 of the release acme and by the component acme-1 of the release acme. `
      + 'Choose another name.',
  ]);
});

test('two components may set the same label to the same value', () => {
  const add = (pod: PodPlan) => pod.addLabel('example.com/x', 'x');
  expect(errorsOf(add, add)).toEqual([]);
});

test('a second sidecar before a port, or in the way of the drain, is refused, and both are named', () => {
  const messages = errorsOf(pod => {
    pod.enterThrough('http', 9000);
    pod.drainThrough(9001, '/stop');
  }, pod => pod.drainThrough(9002, '/stop'));
  expect(messages).toEqual([['entry of the port \\"http\\"', 'traffic', 'acme-0'], ['drain', 'acme-0', 'acme-1']].map(
    ([what, first, second]) => `pod = "${what}": is added by the component ${first} of the release acme and by the component ${second} `
      + 'of the release acme. Choose another name.',
  ));
});

test('a component sees where callers of a port enter', () => {
  const seen: (number | undefined)[] = [];
  errorsOf(pod => seen.push(pod.entryOf('http'), pod.entryOf('none')));
  expect(seen).toEqual([8443, undefined]);
});

import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { IReleaseComponent, Platform, PlatformRuntime, StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, Phase } from 'cdk8s-pinterest/runtime';
import { clusterOf, complaints, CONTAINER, freshFolder, OWNER } from '../synth';

/** What a release with a component makes of a service and of the runtime. */
function complaintsWith(component: IReleaseComponent): string[] {
  const platform = new Platform({
    clusters: [clusterOf({})], releases: [StandardRelease.v202611().derive('acme', [component])],
  });
  const app = new PinterestApp({ platform, outdir: freshFolder() });
  new PinterestService(new PinterestChart(app, 'boards', { owner: OWNER }), 'api', { container: CONTAINER });
  new PlatformRuntime(new PinterestChart(app, 'runtime', { namespace: 'platform', owner: OWNER }), 'runtime');
  return complaints(() => app.synth());
}

/** As one in another language arrives: without what is no property there, and of no class but Component. */
const foreign = (properties: object): Component => Object.assign(Object.create(Component.prototype), properties);

const REFUSED = '[app] platform.releases["acme"].components = ';
const NAME = { typescript: 'readonly name = "geodata";', python: '@property def name(self): return "geodata"' };
const PHASE = {
  typescript: 'readonly phase = Phase.DEPENDENCIES;', python: '@property def phase(self): return Phase.DEPENDENCIES',
};

test('a component without a phase is refused by its name', () => {
  expect(complaintsWith(foreign({ name: 'geodata' }))).toEqual([
    `${REFUSED}{"name":"geodata"}: must have one of the phases. `
      + `Write \`${PHASE.typescript}\`, in Python a property instead of an attribute: \`${PHASE.python}\`.`,
  ]);
});

test('a component without a name is refused, with what else is known of it', () => {
  class Geodata extends Component {
    public readonly name = '';
    public readonly phase = Phase.SECRETS;
  }
  const fix = `Write \`${NAME.typescript}\`, in Python a property instead of an attribute: \`${NAME.python}\`.`;
  expect(complaintsWith(new Geodata())).toEqual([
    `${REFUSED}{"name":"","phase":"secrets","class":"Geodata"}: must have a name. ${fix}`,
  ]);
  expect(complaintsWith(foreign({}))).toEqual([
    `${REFUSED}{}: must have a name and one of the phases. Write \`${NAME.typescript} ${PHASE.typescript}\`, `
      + `in Python a property instead of an attribute: \`${NAME.python}\` and \`${PHASE.python}\`.`,
  ]);
});

test('what is no component is refused', () => {
  expect(complaintsWith({ name: 'geodata' })).toEqual([
    `${REFUSED}{"name":"geodata","class":"Object"}: is no component of the runtime. Extend Component, of the module runtime.`,
  ]);
});

/** Throws in one of its methods. */
class Broken extends Component {
  public readonly name = 'geodata';
  public readonly phase = Phase.DEPENDENCIES;

  constructor(private readonly method: 'suits' | 'addTo' | 'install', private readonly error = new Error('no such country')) {
    super();
  }

  public suits(): boolean {
    return this.throwIn('suits');
  }

  public addTo(): void {
    this.throwIn('addTo');
  }

  public install(): void {
    this.throwIn('install');
  }

  private throwIn(method: string): boolean {
    if (method === this.method) throw this.error;
    return true;
  }
}

test.each(['suits', 'addTo', 'install'] as const)('what a component throws in %s fails the synth, with its name', method => {
  const about = method === 'install' ? 'the cluster prod' : 'prod/default/api';
  expect(complaintsWith(new Broken(method))).toEqual([
    expect.stringContaining(` component = "geodata": threw an error in ${method}() for ${about}: no such country (at `),
  ]);
});

test('where it was thrown is not said of a component in another language: jsii knows its own place only', () => {
  const error = new Error('no such country');
  error.stack = 'Error: no such country\n    at KernelHost.callbackHandler (/tmp/tmp123/lib/program.js:1:2)';
  expect(complaintsWith(new Broken('addTo', error)))
    .toEqual([expect.stringContaining('prod/default/api: no such country. Fix the component')]);
});

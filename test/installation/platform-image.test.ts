import { PinterestApp, PinterestChart } from 'cdk8s-pinterest';
import { Platform, PlatformRuntime, Release } from 'cdk8s-pinterest/platform';
import { Component, InstallTarget, Phase } from 'cdk8s-pinterest/runtime';
import { clusterOf, complaints, freshFolder, OWNER } from '../synth';

class Registrar extends Component {
  public readonly name = 'registrar';
  public readonly phase = Phase.DISCOVERY;
  public found?: string;

  constructor(private readonly image: string) {
    super();
  }

  public install(target: InstallTarget): void {
    this.found = target.platformImage(this.image);
  }
}

/** Where a component's image is, and what the synth says. */
function locate(image: string, imageRegistry?: string): { found?: string; errors: string[] } {
  const component = new Registrar(image);
  const platform = new Platform({
    clusters: [clusterOf({})], releases: [new Release({ name: 'r', components: [component] })], imageRegistry,
  });
  const app = new PinterestApp({ outdir: freshFolder(), platform });
  new PlatformRuntime(new PinterestChart(app, 'chart', { namespace: 'platform', owner: OWNER }), 'runtime');
  return { errors: complaints(() => app.synth()), found: component.found };
}

test.each([
  'registry.example.com/platform', 'registry.example.com/platform/',
])('an image of this library is in the registry %s', registry => {
  expect(locate('registrar:2026.11', registry)).toEqual({ found: 'registry.example.com/platform/registrar:2026.11', errors: [] });
});

test.each([
  undefined, 'registry.example.com/platform',
])('an image that names its repository is taken as it is, where the registry is %s', registry => {
  expect(locate('docker.io/mine/registrar:1', registry)).toEqual({ found: 'docker.io/mine/registrar:1', errors: [] });
});

test('without registry an image of this library fails the synth, at the component that asks for it', () => {
  expect(locate('registrar:2026.11').errors).toEqual([
    '[chart/runtime/r/registrar] platform.imageRegistry: must name the registry that holds registrar:2026.11, '
      + 'which is built from images/ of this library. '
      + 'Set imageRegistry on the Platform, such as "registry.example.com/platform".',
  ]);
});

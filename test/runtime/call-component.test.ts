import * as fs from 'node:fs';
import { Channel, PinterestApp, PinterestChart, PinterestService, Requirement, Scaling } from 'cdk8s-pinterest';
import { Platform, PlatformRuntime, Release, ReleaseReport, RolloutStep } from 'cdk8s-pinterest/platform';
import { Component, Phase } from 'cdk8s-pinterest/runtime';
import { Built, clusterOf, complaints, CONTAINER, freshFolder, OWNER } from '../synth';

type Method = 'suits' | 'addTo' | 'install' | 'settings';

/** Throws in one of its methods. */
class Broken extends Component {
  public readonly name = 'geodata';
  public readonly phase = Phase.DEPENDENCIES;

  constructor(private readonly method: Method, private readonly thrown: unknown = new Error('no such country')) {
    super();
  }

  public suits(): boolean {
    return this.act('suits', true);
  }

  public addTo(): void {
    this.act('addTo', undefined);
  }

  public install(): void {
    this.act('install', undefined);
  }

  public settings(): { [name: string]: string } {
    return this.act('settings', {});
  }

  private act<T>(method: Method, result: T): T {
    if (method === this.method) throw this.thrown;
    return result;
  }
}

/** What it was like before. */
class Fine extends Component {
  public readonly name = 'geodata';
  public readonly phase = Phase.DEPENDENCIES;
}

class Country extends Requirement {
  constructor() {
    super('geodata');
  }
}

/**
 * An app with a service, its cluster's runtime, a report of what the component's release changes, and a mistake that has
 * nothing to do with the component.
 */
function appWith(component: Component, mistake = true): PinterestApp {
  const releases = Object.entries({ old: new Fine(), new: component }).map(([name, part]) => (
    new Release({ name, components: [part] })
  ));
  const channels = [{ channel: Channel.STABLE, release: 'old', rollout: { to: 'new', step: RolloutStep.ALL } }];
  const platform = new Platform({ clusters: [clusterOf({})], releases, channels });
  const app = new PinterestApp({ outdir: freshFolder(), platform, releaseReport: 'releases.txt' });
  const chart = new PinterestChart(app, 'chart', { namespace: 'platform', owner: OWNER });
  new PinterestService(chart, 'api', { container: CONTAINER });
  new PlatformRuntime(chart, 'runtime');
  if (mistake) new PinterestService(chart, 'web', { container: CONTAINER, scaling: Scaling.between(5, 3).onCpu(60) });
  return app;
}

const MISTAKE = '[chart/web] scaling.min = 5: must not be above the maximum, 3. Write Scaling.between(3, 5).';

test.each<[Method, string, RegExp[]]>([
  ['suits', 'prod/platform/api', [/^\[chart\/api\] /, /^\[chart\/web\] /, /^component = /]],
  ['addTo', 'prod/platform/api', [/^\[chart\/api\] /, /^\[chart\/web\] /]],
  ['install', 'the cluster prod', [/^\[chart\/runtime\/new\/geodata\] /]],
  ['settings', 'prod/platform/api', [/^component = /]],
])('a component that throws in %s() is named, with %s and what it said, beside all other mistakes', (method, about, places) => {
  const lines = complaints(() => appWith(new Broken(method)).synth());
  expect(lines).toContain(MISTAKE);
  const said = lines.filter(line => line !== MISTAKE);
  expect(said).toHaveLength(places.length);
  for (const place of places) expect(said).toContainEqual(expect.stringMatching(place));
  expect(said[0]).toContain(`component = "geodata": threw an error in ${method}() for ${about}: no such country (at `);
  expect(said[0]).toContain('call-component.test.ts');
});

test.each<Method>([
  'suits', 'addTo', 'install', 'settings',
])('one that throws in %s() leaves no file, whatever else is right', method => {
  const app = appWith(new Broken(method), false);
  const { problems, files } = app.plan();
  expect(problems.map(({ problem }) => problem))
    .toContainEqual(expect.objectContaining({ field: 'component', value: 'geodata' }));
  expect(files).toEqual([]);
  expect(() => app.synth()).toThrow(`${method}()`);
  expect(fs.readdirSync(app.outdir)).toEqual([]);
});

test('whoever asks for the report alone is told, too', () => {
  expect(() => ReleaseReport.of(appWith(new Broken('settings'))))
    .toThrow('component = "geodata": threw an error in settings() for prod/platform/api: no such country');
});

test('what is thrown need not be an error', () => {
  const offered = [new Release({ name: 'r', components: [new Broken('addTo', 'out of maps')] })];
  expect(new Built(chart => new PinterestService(chart, 'api', { container: CONTAINER }), { offered }).errors).toEqual([
    '[chart/api] component = "geodata": threw an error in addTo() for prod/shop/api: out of maps. '
      + 'Fix the component, or leave it out of the release. To refuse an input, a component calls report().',
  ]);
});

test.each<Method>([
  'suits', 'addTo',
])('a component that throws in %s() is broken, not missing: what asks for it is not refused, too', method => {
  const offered = [new Release({ name: 'r', components: [new Broken(method)] })];
  const props = { container: CONTAINER, requirements: [new Country()] };
  expect(new Built(chart => new PinterestService(chart, 'api', props), { offered }).errors)
    .toEqual([expect.stringContaining(`threw an error in ${method}()`)]);
});

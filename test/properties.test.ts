import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { Caller, PinterestApp, PinterestChart, PinterestService, PinterestServiceProps, Scaling } from 'cdk8s-pinterest';
import { Cluster, IdentityProvider, KubernetesVersion, Platform, TrustBundle } from 'cdk8s-pinterest/platform';
import { Cpu } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { cpuQuantity } from '../lib/pod/quantity';
import { derivedName } from '../lib/resources/names';

const OWNER = { team: 'boards', contact: 'boards@example.com' };

const dnsLabel = fc.stringMatching(/^[a-z]([-a-z0-9]{0,60}[a-z0-9])?$/);

const service: fc.Arbitrary<PinterestServiceProps> = fc.record({
  container: fc.record({
    image: fc.constant('registry.example.com/app:1'),
    portNumber: fc.option(fc.integer({ min: 1, max: 8000 }), { nil: undefined }),
  }),
  scaling: fc.oneof(fc.integer({ min: 0, max: 9 }).map(n => Scaling.fixed(n)), fc.integer({ min: 1, max: 9 })
    .map(n => Scaling.between(n, n + 3).onCpu(60))),
  callers: fc.constantFrom<Caller[]>([], [Caller.external('web', 'shop')]),
  config: fc.record({
    files: fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.string().filter(text => !text.includes('{{'))),
  }),
});

const services = fc.dictionary(dnsLabel, service, { minKeys: 1, maxKeys: 3 });

const cluster = fc.record({
  version: fc.constantFrom('1.27', '1.29', '1.30', '1.37').map(version => KubernetesVersion.of(version)),
  identity: fc.constantFrom(undefined, IdentityProvider.certManager({
    issuer: 'mesh', trust: TrustBundle.configMap({ name: 'mesh-authorities' }),
  })),
}).map(options => new Cluster({ name: 'prod', environment: 'prod', ...options }));

/** The file that an app writes. */
function output(app: App, on: Cluster, all: Record<string, PinterestServiceProps>): string {
  new Platform({ clusters: [on] }).attach(app);
  const chart: Chart = new PinterestChart(app, 'chart', { owner: OWNER, namespace: 'shop' });
  for (const [name, props] of Object.entries(all)) new PinterestService(chart, name, props);
  app.synth();
  return fs.readFileSync(path.join(app.outdir, 'chart.k8s.yaml'), 'utf8');
}

const outdir = () => fs.mkdtempSync(path.join(os.tmpdir(), 'properties-'));

test('the same input gives the same bytes', () => {
  fc.assert(fc.property(cluster, services, (on, all) => {
    expect(output(new PinterestApp({ outdir: outdir() }), on, all)).toBe(output(new PinterestApp({ outdir: outdir() }), on, all));
  }), { numRuns: 30 });
});

test('a plain App writes the same documents as a PinterestApp', () => {
  fc.assert(fc.property(cluster, services, (on, all) => {
    expect(loadAll(output(new App({ outdir: outdir() }), on, all)))
      .toEqual(loadAll(output(new PinterestApp({ outdir: outdir() }), on, all)));
  }), { numRuns: 30 });
});

test('nothing that the API server drops is written: no null, no empty list', () => {
  fc.assert(fc.property(cluster, services, (on, all) => {
    const walk = (value: any, at: string): void => {
      expect(value ?? at).not.toBe(at);
      if (Array.isArray(value)) expect([at, value.length]).not.toEqual([at, 0]);
      if (typeof value === 'object') Object.entries(value).forEach(([key, child]) => walk(child, `${at}/${key}`));
    };
    loadAll(output(new PinterestApp({ outdir: outdir() }), on, all)).forEach(document => walk(document, ''));
  }), { numRuns: 30 });
});

test('derived names are DNS labels of at most 63 characters, and differ where names do', () => {
  fc.assert(fc.property(dnsLabel, dnsLabel, (one, other) => {
    const [a, b] = [derivedName(one, 'identity'), derivedName(other, 'identity')];
    expect(a).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
    expect(a === b).toBe(one === other);
  }));
});

test('an amount of CPU is written in one way only', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 100000 }), millis => {
    const written = cpuQuantity(Cpu.millis(millis).amount);
    expect(cpuQuantity(written)).toBe(written);
    expect(written).toBe(cpuQuantity(Cpu.units(millis / 1000).amount));
  }));
});

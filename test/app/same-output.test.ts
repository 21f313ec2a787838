import { App, Size } from 'cdk8s';
import { TrafficProtocol, Artifact, Caller, Exposure, PinterestApp, PinterestServiceProps, Scaling } from 'cdk8s-pinterest';
import { Cpu, EnvValue, Probe } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { BARE, freshFolder, MESH, Services, Shop, VERSIONS, World } from '../synth';

const IMAGE = 'registry.example.com/api';
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter(each => !each.includes('{{'));

const resources = fc.record({
  cpu: fc.integer({ min: 1, max: 4000 }), memory: fc.integer({ min: 1, max: 4096 }),
}).map(({ cpu, memory }) => ({
  cpu: { request: Cpu.millis(cpu), limit: Cpu.millis(cpu * 2) },
  memory: { request: Size.mebibytes(memory), limit: Size.mebibytes(memory) },
}));

const container = fc.record({
  image: fc.constant(`${IMAGE}:1`),
  portNumber: fc.constantFrom(3000, 8080),
  resources: maybe(resources),
  readiness: maybe(fc.constant(Probe.fromHttpGet('/healthz'))),
  envVariables: fc.dictionary(fc.stringMatching(/^USER_[A-Z]{1,5}$/), text.map(value => EnvValue.fromValue(value)), {
    maxKeys: 3,
  }),
});

const scaling = fc.oneof(
  fc.integer({ min: 0, max: 5 }).map(n => Scaling.fixed(n)),
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(5), fc.integer({ min: 1, max: 100 }))
    .map(([min, more, percent]) => Scaling.between(min, min + more).onCpu(percent)),
);

const service: fc.Arbitrary<PinterestServiceProps> = fc.record({
  container,
  scaling: maybe(scaling),
  protocol: fc.constantFrom(...Object.values(TrafficProtocol)),
  callers: maybe(fc.constant([Caller.external('web', 'front')])),
  config: maybe(fc.record({
    files: fc.dictionary(fc.stringMatching(/^[a-z][a-z.]{0,7}$/), text, { maxKeys: 3 }),
    env: fc.dictionary(fc.stringMatching(/^CONFIG_[A-Z]{1,5}$/), text, { maxKeys: 3 }),
  })),
  artifact: maybe(fc.record({ version: fc.stringMatching(/^[a-z0-9]{1,8}$/), commit: maybe(fc.stringMatching(/^[0-9a-f]{7}$/)) })
    .map(build => Artifact.of({ image: IMAGE, ...build }))),
  priorityClassName: maybe(fc.constantFrom('high', 'low')),
});

const services = fc.dictionary(fc.stringMatching(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/), service, { minKeys: 1, maxKeys: 3 });
const world: fc.Arbitrary<World> = fc.record({ base: fc.constantFrom(MESH, BARE), version: fc.constantFrom(...VERSIONS) })
  .map(({ base, version }) => ({ ...base, version }));

/** Exposed if the cluster has an ingress controller or gateway. */
const app: fc.Arbitrary<[Services, World]> = fc.tuple(services, world, fc.boolean()).map(([all, on, exposed]) => {
  const exposureOf = (host: string) => exposed && on.ingress
    ? Exposure.ingress({ host }).plus(Exposure.httpRoute({ host })) : undefined;
  return [
    Object.fromEntries(Object.entries(all).map(([name, props], n) => (
      [name, { ...props, exposure: exposureOf(`a${n}.example.com`) }]
    ))),
    on,
  ];
});

const chartFile = (shop: Shop<App>) => shop.write().get('chart.k8s.yaml')!;

test('the same input gives the same bytes', () => {
  fc.assert(fc.property(app, ([all, on]) => {
    expect(chartFile(Shop.of(all, on))).toBe(chartFile(Shop.of(all, on)));
  }), { numRuns: 50 });
});

test('a synth that is repeated writes the same bytes', () => {
  fc.assert(fc.property(app, ([all, on]) => {
    const shop = Shop.of(all, on);
    expect(chartFile(shop)).toBe(chartFile(shop));
  }), { numRuns: 20 });
});

test('PinterestApp and a plain App write the same documents', () => {
  fc.assert(fc.property(app, ([all, on]) => {
    const [ours, plain] = [new PinterestApp({ outdir: freshFolder() }), new App({ outdir: freshFolder() })]
      .map(root => loadAll(chartFile(new Shop(root, all, on))));
    expect(ours.length).toBeGreaterThan(0);
    expect(plain).toEqual(ours);
  }), { numRuns: 50 });
});

test('no two objects of a kind share a name, and no name is longer than 63 characters', () => {
  fc.assert(fc.property(app, ([all, on]) => {
    const keys = Shop.of(all, on).all().map(({ kind, metadata }) => {
      expect(metadata.name.length).toBeLessThanOrEqual(63);
      return `${kind}/${metadata.name}`;
    });
    expect(new Set(keys).size).toBe(keys.length);
  }), { numRuns: 50 });
});

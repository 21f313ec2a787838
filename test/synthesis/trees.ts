import { ApiObject, App, Chart, ChartProps, JsonPatch, Lazy } from 'cdk8s';
import { ConfigMap, Deployment, EnvFrom, k8s, Secret, ServiceAccount, StatefulSet } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { additional, fields, metadata, patches } from './values';

/** A construct and its children. */
interface Seed {
  readonly what:
    | { readonly chart: ChartProps }
    | { readonly group: true }
    | { readonly object: ObjectSeed }
    | { readonly native: keyof typeof NATIVE };
  readonly children: Seed[];
}

interface ObjectSeed {
  readonly fields: { readonly apiVersion: string; readonly kind: string };
  readonly metadata: object;
  readonly additional: Record<string, unknown>;
  readonly patches: JsonPatch[];
}

/** The plan of a construct tree, which can be built in any app. */
export interface Plan {
  readonly seeds: Seed[];
  /** Dependencies between constructs, by their numbers. */
  readonly dependencies: [number, number][];
}

export interface Dependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

/** Builds a plan in an app. Constructs outside charts have no dependencies, and none depends on itself. */
export function grow(plan: Plan, app: App): Dependency[] {
  plan.seeds.forEach((seed, n) => plant(seed, app, `${n}`));
  const inCharts = app.node.findAll().filter(({ node }) => node.scopes.some(scope => Chart.isChart(scope)));
  if (inCharts.length === 0) return [];
  const dependencies = plan.dependencies.map(([source, target]) => ({
    source: inCharts[source % inCharts.length], target: inCharts[target % inCharts.length],
  }))
    .filter(({ source, target }) => source !== target);
  for (const { source, target } of dependencies) source.node.addDependency(target);
  return dependencies;
}

function plant({ what, children }: Seed, scope: Construct, n: string): void {
  const [type] = Object.keys(what);
  const construct = planted(what, scope, `${type}-${n}`);
  children.forEach((child, index) => plant(child, construct, `${index}`));
}

function planted(what: Seed['what'], scope: Construct, id: string): Construct {
  if ('chart' in what) return new Chart(scope, id, what.chart);
  if ('group' in what) return new Construct(scope, id);
  if ('native' in what) return NATIVE[what.native](scope, id);
  const { object: seed } = what;
  const object = new ApiObject(scope, id, { ...seed.fields, metadata: seed.metadata });
  for (const [key, value] of Object.entries(seed.additional)) object.metadata.add(key, value);
  object.addJsonPatch(...seed.patches);
  return object;
}

const CONTAINER = { image: 'example', portNumber: 8080 };

/** Constructs of cdk8s-plus. Those named `Kube...` define their own output. */
const NATIVE = {
  kubeDeployment: (scope: Construct, id: string) => new k8s.KubeDeployment(scope, id, {
    metadata: { labels: { lazy: Lazy.any({ produce: () => 'yes' }) }, annotations: {} },
    spec: {
      selector: {},
      template: {
        spec: {
          containers: [{
            name: 'main',
            args: [],
            ports: [{ name: 'http', containerPort: 8080 }],
            readinessProbe: { httpGet: { port: k8s.IntOrString.fromString('http') }, exec: undefined },
            resources: { limits: { cpu: k8s.Quantity.fromNumber(1), memory: k8s.Quantity.fromString('1Gi') } },
          }],
        },
      },
    },
  }),
  kubeService: (scope: Construct, id: string) => new k8s.KubeService(scope, id, {
    spec: { ports: [{ port: 80, targetPort: k8s.IntOrString.fromNumber(8080) }] },
  }),
  deployment: (scope: Construct, id: string) => {
    const deployment = new Deployment(scope, id, {
      containers: [CONTAINER], serviceAccount: new ServiceAccount(scope, `${id}-account`),
    });
    deployment.exposeViaService();
    deployment.containers[0].env.copyFrom(new EnvFrom(new ConfigMap(deployment, 'Config', { data: { KEY: 'value' } })));
    return deployment;
  },
  statefulSet: (scope: Construct, id: string) => new StatefulSet(scope, id, { containers: [CONTAINER] }),
  secret: (scope: Construct, id: string) => new Secret(scope, id, { stringData: { key: 'value' }, immutable: true }),
};

const chart: fc.Arbitrary<Seed['what']> = fc.record({
  chart: fc.record({
    namespace: fc.constantFrom(undefined, 'shop'),
    labels: fc.constantFrom<ChartProps['labels'][]>(undefined, {}, { team: 'boards' }),
  }),
});
const group: fc.Arbitrary<Seed['what']> = fc.constant({ group: true });
const native: fc.Arbitrary<Seed['what']> = fc.constantFrom(...Object.keys(NATIVE) as (keyof typeof NATIVE)[])
  .map(kind => ({ native: kind }));
const anyObject: fc.Arbitrary<Seed['what']> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ object: fc.record({ fields, metadata, additional, patches }) }) }, native,
);
const plainObject: fc.Arbitrary<Seed['what']> = fc.constant({
  object: { fields: { apiVersion: 'v1', kind: 'Thing' }, metadata: {}, additional: {}, patches: [] },
});

/** Charts with objects in them, and plain constructs around, between and in the charts. */
function seeds(objects: fc.Arbitrary<Seed['what']>): fc.Arbitrary<Seed[]> {
  const below = (what: fc.Arbitrary<Seed['what']>, children: fc.Arbitrary<Seed>, maxLength: number) => fc.record({
    what, children: fc.array(children, { maxLength }),
  });
  const { tree } = fc.letrec<{ tree: Seed }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 4, arbitrary: below(objects, fc.constant(undefined as never), 0) },
      { weight: 1, arbitrary: below(objects, tie('tree'), 1) },
      { weight: 3, arbitrary: below(group, tie('tree'), 3) },
      { weight: 2, arbitrary: below(chart, tie('tree'), 3) },
    ),
  }));
  const charts = below(chart, tree, 4);
  return fc.array(fc.oneof({ weight: 2, arbitrary: charts }, below(group, charts, 2)), { minLength: 1, maxLength: 3 });
}

/** Mostly from later to earlier constructs, or the other way round, since random ones would nearly always form cycles. */
function pairs(most: number): fc.Arbitrary<[number, number][]> {
  const pair = fc.tuple(fc.nat(30), fc.nat(30));
  const ordered = fc.array(pair.map(([a, b]): [number, number] => [Math.max(a, b), Math.min(a, b)]), { maxLength: most });
  return fc.oneof(ordered, ordered.map(all => all.map(([source, target]): [number, number] => [target, source])), fc.array(pair, {
    maxLength: most,
  }));
}

/** Trees whose objects are of all kinds. */
export const richPlans: fc.Arbitrary<Plan> = fc.record({ seeds: seeds(anyObject), dependencies: pairs(2) });

/** Trees with many dependencies. */
export const orderedPlans: fc.Arbitrary<Plan> = fc.record({ seeds: seeds(plainObject), dependencies: pairs(6) });

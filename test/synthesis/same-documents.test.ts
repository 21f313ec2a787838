import * as fs from 'node:fs';
import * as path from 'node:path';
import { runInNewContext } from 'node:vm';
import {
  ApiObject, App, AppProps, Chart, Helm, Include, IResolver, JsonPatch, LazyResolver, Names, ResolutionContext,
} from 'cdk8s';
import { PinterestApp } from 'cdk8s-pinterest';
import { Construct, IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { filesOf, freshFolder, Shop } from '../synth';
import { Dependency, grow, orderedPlans, richPlans } from './trees';

/** Each document as JSON, so that the order of its keys counts, too. */
function read(text: string): string[] {
  // cdk8s writes YAML 1.1.
  return parseAllDocuments(text, { version: '1.1' }).map(document => {
    expect(document.errors).toEqual([]);
    return JSON.stringify(document.toJS(), null, 1);
  });
}

/** The result of a step; undefined if it throws. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}

function chartsOf(app: App): Chart[] {
  return app.node.findAll().filter((construct): construct is Chart => Chart.isChart(construct));
}

/** The documents of an app, chart by chart; undefined if the app is rejected. */
function documentsOf(app: App): Map<string, string[]> | undefined {
  return attempt(() => {
    app.synth();
    // cdk8s puts a number before a file's name if charts depend on each other.
    const files = new Map([...filesOf(app.outdir)].map(([file, text]) => [file.replace(/^\d{4}-/, ''), text]));
    const textOf = (chart: Chart) =>
      files.get(app instanceof PinterestApp ? `${chart.node.path}.k8s.yaml` : `${Names.toDnsLabel(chart)}.k8s.yaml`) ?? '';
    return new Map(chartsOf(app).map((chart): [string, string[]] => [chart.node.path, read(textOf(chart))]));
  });
}

function both(build: (app: App) => void, options: () => AppProps = () => ({})): [ours: PinterestApp, plain: App] {
  const apps: [PinterestApp, App] = [
    new PinterestApp({ outdir: freshFolder(), ...options() }), new App({ outdir: freshFolder(), ...options() }),
  ];
  apps.forEach(build);
  return apps;
}

function expectSame([ours, plain]: [PinterestApp, App]): void {
  expect(documentsOf(ours)).toEqual(documentsOf(plain));
}

test('objects of all kinds become the documents that cdk8s makes of them, and are refused where it refuses them', () => {
  fc.assert(fc.property(richPlans, plan => { expectSame(both(app => grow(plan, app))); }), { numRuns: 100 });
});

test('whatever depends on what, objects are in the order in which cdk8s has them, and a cycle is refused', () => {
  fc.assert(fc.property(orderedPlans, plan => { expectSame(both(app => grow(plan, app))); }), { numRuns: 250 });
});

test('what depends on the construct in which it is, is where cdk8s has it', () => {
  const apps = both(app => {
    const chart = new Chart(app, 'chart');
    const group = new Construct(chart, 'group');
    const [a, , , d] = [[group, 'a'], [group, 'b'], [chart, 'c'], [chart, 'd']].map(([scope, name]) =>
      new ApiObject(scope as Construct, name as string, { apiVersion: 'v1', kind: 'Thing', metadata: { name: name as string } }));
    for (const object of [a, d]) object.addDependency(group);
  });
  expectSame(apps);
  expect(documentsOf(apps[0])!.get('chart')!.map(document => JSON.parse(document).metadata.name)).toEqual(['c', 'b', 'a', 'd']);
});

test('charts inside a chart that depend on it, and on each other, leave its objects as cdk8s has them', () => {
  const apps = both(app => {
    const around = new Chart(app, 'around');
    const thing = (scope: Construct, name: string) =>
      new ApiObject(scope, name, { apiVersion: 'v1', kind: 'Thing', metadata: { name } });
    thing(around, 'a');
    const group = new Construct(around, 'group');
    thing(group, 'b');
    const outer = new Chart(group, 'outer');
    const inner = new Chart(outer, 'inner');
    thing(inner, 'c');
    thing(outer, 'd');
    outer.node.addDependency(group);
    inner.node.addDependency(around);
  });
  expectSame(apps);
  expect(documentsOf(apps[0])!.get('around')!.map(document => JSON.parse(document).metadata.name)).toEqual(['b', 'a']);
});

/** Depends on the key and on the value. */
class Masked implements IResolver {
  public resolve(context: ResolutionContext): void {
    if (context.key[context.key.length - 1] === 'value' && context.value !== 8080) context.replaceValue(8080);
    if (typeof context.value === 'string' && context.value.startsWith('y')) {
      context.replaceValue({ [context.obj.kind]: context.key.length });
    }
  }
}

/** Resolves lazy values differently than cdk8s. */
class Lazier extends LazyResolver {
  public resolve(context: ResolutionContext): void {
    super.resolve(context);
    if (context.replaced) context.replaceValue([context.replacedValue]);
  }
}

test.each([
  ['of its own', Masked], ['derived from one of cdk8s', Lazier],
])('a resolver %s decides what values become', (_, Resolver) => {
  fc.assert(fc.property(richPlans, plan => {
    expectSame(both(app => grow(plan, app), () => ({ resolvers: [new Resolver()] })));
  }), { numRuns: 30 });
});

test('keys are not sorted where cdk8s is told not to', () => {
  process.env.CDK8S_DISABLE_SORT = '1';
  try {
    const apps = both(app => new ApiObject(new Chart(app, 'chart'), 'object', {
      apiVersion: 'v1', kind: 'Thing', z: { b: 1, a: 2 }, y: 3,
    } as never));
    expectSame(apps);
    expect(documentsOf(apps[0])!.get('chart')![0]).toMatch(/"z".*"b".*"a".*"y"/s);
  } finally {
    delete process.env.CDK8S_DISABLE_SORT;
  }
});

test.each([
  ['from another realm', () => runInNewContext('({ z: [null, undefined], a: null, m: { z: {}, a: 1 } })')],
  ['without prototype, which cdk8s refuses', () => Object.assign(Object.create(null), { a: 1 })],
])('a mapping %s becomes what cdk8s makes of it', (_, make) => {
  expectSame(both(app => new ApiObject(new Chart(app, 'chart'), 'object', {
    apiVersion: 'v1', kind: 'Thing', spec: make(),
  } as never)));
});

const INCLUDED = `
apiVersion: v1
kind: ConfigMap
metadata: { name: included, labels: { enabled: "yes" }, annotations: {} }
data: { script: "#!/bin/sh\\necho 1\\n", octal: "0777", empty: "" }
---
# Nothing.
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.com, creationTimestamp: null, finalizers: [] }
spec: { mode: 0644, when: 2001-01-01T00:00:00Z, list: [null, ~, { x: [] }] }
`;

test('an included file is written', () => {
  const file = path.join(freshFolder(), 'included.yaml');
  fs.writeFileSync(file, INCLUDED);
  const apps = both(app =>
    new Include(new Chart(app, 'chart', { namespace: 'shop', labels: { team: 'boards' } }), 'include', { url: file }));
  expectSame(apps);
  expect(documentsOf(apps[0])!.get('chart')).toHaveLength(2);
});

test('a Helm chart is written', () => {
  const helm = path.join(freshFolder(), 'helm');
  fs.writeFileSync(
    helm,
    `#!/bin/sh\ncat <<'END'\n${INCLUDED}\n---\napiVersion: v1\nkind: Release\nmetadata: { name: release }\nEND\n`
      + 'echo "spec: [ $* ]"',
    { mode: 0o755 },
  );
  const apps = both(app => new Helm(new Chart(app, 'chart'), 'helm', {
    chart: 'example', releaseName: 'mine', helmExecutable: helm,
  }));
  expectSame(apps);
  expect(documentsOf(apps[0])!.get('chart')!.join()).toContain('template mine example');
});

test('a chart that was asked for its JSON before is written the same', () => {
  fc.assert(fc.property(orderedPlans, plan => {
    const [rendered, untouched] = [1, 2].map(() => new PinterestApp({ outdir: freshFolder() }));
    for (const app of [rendered, untouched]) grow(plan, app);
    attempt(() => chartsOf(rendered).forEach(chart => chart.toJson()));
    expect(documentsOf(rendered)).toEqual(documentsOf(untouched));
  }), { numRuns: 100 });
});

/** The paths of the strings in a value. */
function textsIn(value: unknown, at: string): string[] {
  if (typeof value !== 'object') return typeof value === 'string' ? [at] : [];
  return Object.entries(value ?? {})
    .flatMap(([key, each]) => textsIn(each, `${at}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`));
}

test('a patch of one workload changes no other, though their pods have much in common', () => {
  const apps = both(app => {
    const { deployment } = new Shop(app, { first: {}, second: {} }).services.first;
    const texts = textsIn(deployment.toJson().spec, '/spec');
    expect(texts.length).toBeGreaterThan(50);
    deployment.addJsonPatch(...texts.map(text => JsonPatch.replace(text, 'patched')));
  });
  expectSame(apps);
});

/** What must come before what, among the objects of an app. */
function orderOf(app: App, dependencies: Dependency[]): [before: ApiObject, after: ApiObject][] {
  const objectsOf = (construct: IConstruct) => construct.node.findAll().filter((each): each is ApiObject =>
    ApiObject.isApiObject(each) && Chart.of(each) === Chart.of(construct));
  const inside = chartsOf(app)
    .flatMap(source => source.node.children.filter(child => Chart.isChart(child)).map(target => ({ source, target })));
  const between = dependencies.map(({ source, target }) => ({ source: Chart.of(source), target: Chart.of(target) }))
    .filter(({ source, target }) => source !== target);
  return [...dependencies, ...inside, ...between].flatMap(({ source, target }) =>
    objectsOf(target).flatMap(before =>
      objectsOf(source).filter(after => after !== before).map((after): [ApiObject, ApiObject] => [before, after])));
}

test('as one text, the documents are the same, each after those that it depends on', () => {
  fc.assert(fc.property(orderedPlans, plan => {
    const [ours, plain] = both(() => {});
    grow(plan, plain);
    const order = orderOf(ours, grow(plan, ours));
    const [documents, expected] = [ours, plain].map(app => attempt(() => read(app.synthYaml())));
    expect(documents?.slice().sort()).toEqual(expected?.sort());
    const places = new Map(documents?.map((document, n) => [JSON.parse(document).metadata.name, n]));
    if (documents) for (const [before, after] of order) expect(places.get(before.name)).toBeLessThan(places.get(after.name)!);
  }), { numRuns: 100 });
});

test('as one text, charts that depend on charts alone are in the order in which cdk8s has them', () => {
  const dependencies = fc.array(fc.tuple(fc.nat(9), fc.nat(9)).filter(([a, b]) => a !== b), { maxLength: 12 });
  fc.assert(fc.property(dependencies, fc.boolean(), (pairs, ordered) => {
    const [ours, plain] = both(app => {
      const charts = Array.from({ length: 10 }, (_, n) => new Chart(app, `chart-${n}`));
      for (const chart of charts) new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Thing' });
      for (const [a, b] of pairs) charts[ordered ? Math.max(a, b) : a].addDependency(charts[ordered ? Math.min(a, b) : b]);
    });
    const [documents, expected] = [ours, plain].map(app => attempt(() => read(app.synthYaml())));
    expect(documents).toEqual(expected);
  }), { numRuns: 100 });
});

test('an app has the same charts, each after those inside it and those that it depends on', () => {
  fc.assert(fc.property(orderedPlans, plan => {
    const [ours, plain] = both(() => {});
    grow(plan, plain);
    const dependencies = grow(plan, ours);
    // This adds the implied dependencies.
    fc.pre(attempt(() => plain.synthYaml()) !== undefined);
    const { charts } = ours;
    const paths = (all: Chart[]) => all.map(chart => chart.node.path).sort();
    expect(paths(charts)).toEqual(paths(plain.charts));
    for (const chart of charts) {
      for (const child of chart.node.children) {
        if (Chart.isChart(child)) expect(charts.indexOf(child)).toBeLessThan(charts.indexOf(chart));
      }
    }
    for (const [before, after] of dependencies.map(({ source, target }) => [Chart.of(target), Chart.of(source)])) {
      if (before !== after) expect(charts.indexOf(before)).toBeLessThan(charts.indexOf(after));
    }
  }), { numRuns: 100 });
});

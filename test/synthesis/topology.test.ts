import * as fs from 'node:fs';
import { ApiObject, App, Chart } from 'cdk8s';
import { PinterestApp } from 'cdk8s-pinterest';
import { Construct, DependencyGroup, IConstruct } from 'constructs';
import { complaints, filesOf, freshFolder } from '../synth';

function appOf<T>(build: (chart: Chart) => T): T & { readonly app: PinterestApp; readonly chart: Chart } {
  const app = new PinterestApp({ outdir: freshFolder() });
  const chart = new Chart(app, 'chart');
  return { ...build(chart), app, chart };
}

const objectIn = (scope: Construct, name: string) => new ApiObject(scope, name, {
  apiVersion: 'v1', kind: 'Thing', metadata: { name },
});
const groupIn = (scope: Construct, id: string, ...names: string[]) => {
  const group = new Construct(scope, id);
  names.forEach(name => objectIn(group, name));
  return group;
};

function namesIn(text: string): string[] {
  return [...text.matchAll(/^  name: (.*)$/gm)].map(([, name]) => name);
}

/** The names of the objects in the chart's file. */
function orderOf({ app }: { app: PinterestApp }): string[] {
  app.synth();
  return namesIn(filesOf(app.outdir).get('chart.k8s.yaml')!);
}

describe('in a chart', () => {
  test('objects are in the order in which they were made', () => {
    expect(orderOf(appOf(chart => ({ all: ['z', 'a', 'm'].map(name => objectIn(chart, name)) })))).toEqual(['z', 'a', 'm']);
  });

  test('an object is after the one that it depends on', () => {
    expect(orderOf(appOf(chart => {
      const [a, , c] = ['a', 'b', 'c'].map(name => objectIn(chart, name));
      a.addDependency(c);
    }))).toEqual(['c', 'a', 'b']);
  });

  test('that a construct depends on another means that all of its objects do on all of the other\'s', () => {
    expect(orderOf(appOf(chart => {
      const web = groupIn(chart, 'web', 'page', 'style');
      const store = groupIn(chart, 'store', 'table', 'index');
      web.node.addDependency(store);
    }))).toEqual(['table', 'index', 'page', 'style']);
  });

  test('what a construct depends on is before what is made in it later', () => {
    expect(orderOf(appOf(chart => {
      const web = groupIn(chart, 'web');
      const table = objectIn(chart, 'table');
      web.node.addDependency(table);
      objectIn(web, 'page');
    }))).toEqual(['table', 'page']);
  });

  test('a construct may depend on several at once', () => {
    expect(orderOf(appOf(chart => {
      const page = objectIn(chart, 'page');
      page.node.addDependency(new DependencyGroup(objectIn(chart, 'table'), objectIn(chart, 'index')));
    }))).toEqual(['table', 'index', 'page']);
  });

  test('all objects may depend on one of them', () => {
    expect(orderOf(appOf(chart => {
      groupIn(chart, 'web', 'page', 'style');
      chart.addDependency(objectIn(chart, 'namespace'));
    }))).toEqual(['namespace', 'page', 'style']);
  });
});

describe('a circle is refused, with the way around it,', () => {
  function expectCircle(build: (chart: Chart) => unknown, way: string): void {
    const { app } = appOf(build);
    expect(complaints(() => app.synth())).toEqual([
      `${way}. Remove one of these dependencies; a chart depends on the charts directly in it.`,
    ]);
    expect(fs.readdirSync(app.outdir)).toEqual([]);
  }

  test('between objects', () => {
    expectCircle(chart => {
      const [a, b, c] = ['a', 'b', 'c'].map(name => objectIn(chart, name));
      a.addDependency(b);
      b.addDependency(c);
      c.addDependency(a);
    }, '[chart] Dependency cycle detected: chart/a => chart/b => chart/c => chart/a');
  });

  test('between objects that depend on each other by what they are in', () => {
    expectCircle(chart => {
      const web = groupIn(chart, 'web', 'page', 'style');
      const store = groupIn(chart, 'store', 'table', 'index');
      web.node.addDependency(store);
      store.node.findChild('index').node.addDependency(web.node.findChild('style'));
    }, '[chart] Dependency cycle detected: chart/store/index => chart/web/style => chart/store/index');
  });

  test('between constructs without objects', () => {
    expectCircle(chart => {
      const [a, b] = ['a', 'b'].map(id => new Construct(chart, id));
      a.node.addDependency(b);
      b.node.addDependency(a);
    }, '[chart] Dependency cycle detected: chart/a => chart/b => chart/a');
  });

  test('between charts', () => {
    expectCircle(chart => {
      const other = new Chart(App.of(chart), 'other');
      objectIn(chart, 'a').addDependency(other);
      other.addDependency(objectIn(chart, 'b'));
    }, 'Dependency cycle detected: chart => other => chart');
  });

  test('between a chart and one directly in it', () => {
    expectCircle(
      chart => objectIn(new Chart(chart, 'inner'), 'a').addDependency(objectIn(chart, 'b')),
      'Dependency cycle detected: chart => chart/inner => chart',
    );
  });

  test('of one alone, which cdk8s would lose', () => {
    expectCircle(chart => {
      const a = objectIn(chart, 'a');
      a.addDependency(a);
    }, '[chart] Dependency cycle detected: chart/a => chart/a');
  });
});

test('as one text, a chart comes after those inside it and those that it depends on', () => {
  const { app } = appOf(chart => {
    objectIn(chart, 'outer');
    objectIn(new Chart(chart, 'inner'), 'inner');
    const other = new Chart(App.of(chart), 'other');
    objectIn(other, 'other');
    chart.addDependency(other);
  });
  expect(namesIn(app.synthYaml())).toEqual(['inner', 'other', 'outer']);
});

test.each([
  ['a construct', (app: App) => new Construct(app, 'outside')],
  ['the app', (app: App) => app],
])('a dependency on %s outside all charts is refused, and what to do is said', (_, outside) => {
  const { app, object } = appOf(chart => ({ object: objectIn(chart, 'object') }));
  const target = outside(app);
  object.addDependency(target);
  expect(complaints(() => app.synth())).toEqual([
    `[chart/object] dependency = "${target.node.path}": both constructs must be in a chart. `
      + 'Write the dependency between charts or constructs in them.',
  ]);
});

test('a dependency of a construct outside all charts is refused, and what to do is said', () => {
  const { app, chart } = appOf(() => {});
  new Construct(app, 'outside').node.addDependency(chart);
  expect(complaints(() => app.synth())).toEqual([
    '[outside] dependency = "chart": both constructs must be in a chart. '
      + 'Write the dependency between charts or constructs in them.',
  ]);
});

describe('an app of the size of a fleet is put in order:', () => {
  const numbered = (count: number, prefix: string) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);
  const chainOf = (all: IConstruct[]) => all.slice(1).forEach((each, n) => all[n].node.addDependency(each));

  test('a chain of 20,000 objects', () => {
    const names = numbered(20_000, 'o');
    expect(orderOf(appOf(chart => chainOf(names.map(name => objectIn(chart, name)))))).toEqual(names.reverse());
  });

  test('a chain of 2,000 charts', () => {
    const app = new PinterestApp({ outdir: freshFolder() });
    const charts = numbered(2000, 'c').map(id => new Chart(app, id));
    charts.forEach(chart => objectIn(chart, chart.node.id));
    chainOf(charts);
    expect(app.charts).toEqual(charts.reverse());
    expect(namesIn(app.synthYaml())).toEqual(charts.map(chart => chart.node.id));
  });

  test('3,000 objects of which each depends on 3,000 others', () => {
    const [pages, tables] = [numbered(3000, 'page'), numbered(3000, 'table')];
    expect(orderOf(appOf(chart => groupIn(chart, 'web', ...pages).node.addDependency(groupIn(chart, 'store', ...tables)))))
      .toEqual([...tables, ...pages]);
  });

  test('30 layers of 100 objects, where all of a layer depend on all of the next', () => {
    const layers = numbered(30, 'layer');
    const inLayers = (all: string[]) => all.flatMap(layer => numbered(100, `${layer}-`));
    expect(orderOf(appOf(chart => chainOf(layers.map(layer => groupIn(chart, layer, ...numbered(100, `${layer}-`)))))))
      .toEqual(inLayers(layers.reverse()));
  });
});

import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** A chart, and what belongs to it and to no chart inside it. */
export interface ChartMembers {
  readonly chart: Chart;
  /** The chart and what is below it, each construct before its children. */
  readonly constructs: IConstruct[];
  /** The objects among them. */
  readonly objects: ApiObject[];
  /** What its constructs depend on. */
  readonly dependencies: ConstructDependency[];
  /** The charts inside it, without those inside them. */
  readonly inner: ChartMembers[];
}

/** The dependency of a construct on another one. */
export interface ConstructDependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

/** What a synth needs of a construct tree, from one walk through it. */
export interface Tree {
  /** All constructs, each before its children. */
  readonly constructs: IConstruct[];
  /** Each chart before those inside it. */
  readonly charts: ChartMembers[];
  readonly dependencies: ConstructDependency[];
}

export function treeOf(root: IConstruct): Tree {
  const tree: Tree = { constructs: [], charts: [], dependencies: [] };
  walk(root, undefined, tree);
  return tree;
}

function walk(construct: IConstruct, above: ChartMembers | undefined, tree: Tree): void {
  const members = Chart.isChart(construct) ? chartMembers(construct, above, tree) : above;
  tree.constructs.push(construct);
  members?.constructs.push(construct);
  if (ApiObject.isApiObject(construct)) members?.objects.push(construct);
  for (const dependency of dependenciesOf(construct)) {
    tree.dependencies.push(dependency);
    members?.dependencies.push(dependency);
  }
  for (const child of construct.node.children) walk(child, members, tree);
}

function chartMembers(chart: Chart, above: ChartMembers | undefined, tree: Tree): ChartMembers {
  const members = { chart, constructs: [], objects: [], dependencies: [], inner: [] };
  tree.charts.push(members);
  above?.inner.push(members);
  return members;
}

/** Those that it declares itself. */
export function dependenciesOf(source: IConstruct): ConstructDependency[] {
  return source.node.dependencies.map(target => ({ source, target }));
}

/** The nearest chart at or above a construct. */
export function chartOf(construct: IConstruct): Chart | undefined {
  let at: IConstruct | undefined = construct;
  while (at && !Chart.isChart(at)) at = at.node.scope;
  return at;
}

import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { depthFirst } from './depth-first';
import { ChartMembers, chartOf, ConstructDependency, dependenciesOf, Tree } from './tree';

/** The charts of a tree, each after those that it depends on and after those directly in it. */
export function chartsInOrder({ charts, dependencies }: Tree): Chart[] {
  const requirements = new Map(charts.map(({ chart }) => [
    chart, new Set(chart.node.children.filter(child => Chart.isChart(child)) as Chart[]),
  ]));
  for (const { source, target } of dependencies) {
    const [from, to] = [chartOf(source), chartOf(target)];
    if (from && to && from !== to) requirements.get(from)?.add(to);
  }
  const all = [...requirements.keys()];
  const dependedOn = new Set([...requirements.values()].flatMap(each => [...each]));
  return depthFirst(
    [...all.filter(chart => !dependedOn.has(chart)), ...all], chart => requirements.get(chart) ?? [], chart => chart.node.path,
  );
}

/**
 * The objects of a chart, each after those that it depends on, in the same order as cdk8s.
 *
 * If a construct depends on another one, each of its objects depends on each of the other's. cdk8s records all of these
 * pairs; here a set of objects is a vertex of the graph as well.
 */
export function objectsInOrder(members: ChartMembers): ApiObject[] {
  if (!hasDependencies(members)) return members.objects;
  const { chart, constructs, objects, inner } = members;
  const own = new Set(constructs);
  // What inner charts depend on comes first, since they come before this one.
  const withInner = inner.some(each => dependsOn(each, own));
  const all = withInner ? chart.node.findAll() : constructs;
  const dependencies = withInner
    ? dependenciesAmong(all.flatMap(dependenciesOf), new Set(all), all.flatMap(innerCharts))
    : dependenciesAmong(members.dependencies, own);
  if (dependencies.length === 0) return objects;
  const graph = new ObjectGraph(dependencies);
  const dependedOn = graph.dependedOn();
  const ends = all.filter(construct => !dependedOn.has(construct));
  const order = depthFirst<Vertex>([...ends, ...all], vertex => graph.requirements(vertex), pathOf);
  return order.filter((vertex): vertex is ApiObject => ApiObject.isApiObject(vertex) && own.has(vertex));
}

function hasDependencies({ dependencies, inner }: ChartMembers): boolean {
  return dependencies.length > 0 || inner.some(hasDependencies);
}

function dependsOn({ dependencies, inner }: ChartMembers, targets: Set<IConstruct>): boolean {
  return dependencies.some(({ target }) => targets.has(target)) || inner.some(each => dependsOn(each, targets));
}

/** That a chart comes after those directly in it moves none of its own objects, but may move those of charts around it. */
function innerCharts(construct: IConstruct): ConstructDependency[] {
  if (!Chart.isChart(construct)) return [];
  return construct.node.children.filter(child => Chart.isChart(child)).map(target => ({ source: construct, target }));
}

/** And those between charts that follow from them. */
function dependenciesAmong(
  dependencies: ConstructDependency[], here: Set<IConstruct>, implied: ConstructDependency[] = [],
): ConstructDependency[] {
  const written = dependencies.filter(({ target }) => here.has(target));
  const between = written.map(({ source, target }) => ({ source: Chart.of(source), target: Chart.of(target) }));
  return [...written, ...implied, ...between.filter(({ source, target }) => source !== target)];
}

type Objects = Set<IConstruct>;
type Vertex = IConstruct | Objects;

function pathOf(vertex: Vertex): string | undefined {
  return vertex instanceof Set ? undefined : vertex.node.path;
}

const NONE: IConstruct[] = [];

class ObjectGraph {
  private readonly targets = new Map<IConstruct, IConstruct[]>();
  private readonly below = new Map<IConstruct, Objects>();
  /** What depends on something at and above an object, outermost first. Most objects have nothing. */
  private readonly sources = new Map<IConstruct, IConstruct[]>();

  constructor(private readonly dependencies: ConstructDependency[]) {
    for (const { source, target } of dependencies) this.targets.set(source, [...this.targetsOf(source), target]);
    const depth = ({ node }: IConstruct) => node.scopes.length;
    for (const source of [...this.targets.keys()].sort((a, b) => depth(a) - depth(b))) {
      for (const object of this.objectsOf(source)) this.sources.set(object, [...this.sourcesOf(object), source]);
    }
  }

  /** What must come before a vertex. */
  public requirements(vertex: Vertex): Iterable<Vertex> {
    if (vertex instanceof Set) return vertex;
    const sources = this.sourcesOf(vertex);
    return sources.length === 0 ? this.targetsOf(vertex) : this.requirementsOf(vertex, sources);
  }

  private *requirementsOf(vertex: IConstruct, sources: IConstruct[]): Iterable<Vertex> {
    yield* this.targetsOf(vertex);
    for (const objects of sources.flatMap(source => this.targetsOf(source)).map(target => this.objectsOf(target))) {
      if (!objects.has(vertex)) yield objects;
      else yield* [...objects].filter(each => each !== vertex);
    }
  }

  /** Everything that must come before something else. */
  public dependedOn(): Set<IConstruct> {
    const found = new Set(this.dependencies.map(({ target }) => target));
    const complete = new Set<IConstruct>();
    for (const { source, target } of this.dependencies) {
      const [sources, targets] = [this.objectsOf(source), this.objectsOf(target)];
      if (sources.size === 0 || complete.has(target)) continue;
      const [only] = sources.size === 1 ? sources : [];
      for (const each of targets) if (each !== only) found.add(each);
      if (!only || !targets.has(only)) complete.add(target);
    }
    return found;
  }

  private targetsOf(source: IConstruct): IConstruct[] {
    return this.targets.get(source) ?? NONE;
  }

  private sourcesOf(object: IConstruct): IConstruct[] {
    return this.sources.get(object) ?? NONE;
  }

  /** The objects at and below a construct that belong to the same chart. */
  private objectsOf(construct: IConstruct): Objects {
    const cached = this.below.get(construct);
    if (cached) return cached;
    const objects = new Set(
      construct.node.findAll().filter(each => ApiObject.isApiObject(each) && Chart.of(each) === Chart.of(construct)),
    );
    this.below.set(construct, objects);
    return objects;
  }
}

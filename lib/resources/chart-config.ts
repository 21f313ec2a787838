import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { contentConfigMap } from './config';
import { derivedName, shortHash } from './names';
import { OWNER } from './ownership';
import { MANAGED_BY } from '../labels/keys';
import { Owner, ownerAnnotations, ownerLabels } from '../labels/owner';

/** Contents by key. */
export type ChartFiles = { readonly [key: string]: string };

/** A workload of the chart, as far as its shared objects depend on it. */
export interface ChartMember {
  readonly cluster: { readonly name: string };
  readonly namespace: string;
  readonly owner: Owner;
}

/** A ConfigMap that the workloads of a chart share, and whether it has these contents. */
export interface ChartConfigMap {
  readonly object: ApiObject;
  readonly agrees: boolean;
}

/**
 * The ConfigMap of a chart with these contents: made for the first workload that asks, and the same for all others.
 *
 * @param changesInPlace keeps its name when the contents change
 * @param mark called with the object when it is made
 */
export function chartConfigMap(
  scope: Construct, member: ChartMember, suffix: string, data: ChartFiles, changesInPlace: boolean,
  mark: (object: ApiObject) => void,
): ChartConfigMap {
  const chart = Chart.of(scope);
  const shared = sharedOf(chart);
  const wanted = textOf(data);
  const made = changesInPlace ? shared.changing : madeFor(suffix, shared.immutable);
  const found = made.get(changesInPlace ? suffix : wanted);
  if (found) return { object: found.object, agrees: found.contents === wanted };
  const object = make(shared.scope, member, chart, suffix, data, changesInPlace);
  mark(object);
  // What comes later is written later anyway.
  inChart(scope, chart).node.addDependency(object);
  made.set(changesInPlace ? suffix : wanted, { object, contents: wanted });
  return { object, agrees: true };
}

/** The child of a chart that has this scope in it. */
function inChart({ node }: Construct, chart: Chart): IConstruct {
  return node.scopes[node.scopes.indexOf(chart) + 1];
}

function make(
  shared: Construct, member: ChartMember, chart: Chart, suffix: string, data: ChartFiles, changesInPlace: boolean,
): ApiObject {
  // Nothing of the workload that happens to come first: its owner counts only where the chart has none.
  const owner = OWNER.of(chart) ?? member.owner;
  const metadata = {
    namespace: member.namespace, labels: { ...MANAGED_BY, ...ownerLabels(owner) }, annotations: ownerAnnotations(owner),
  };
  const name = nameOf(chart, member.cluster.name);
  if (!changesInPlace) {
    return contentConfigMap(shared, `${suffix}-${shortHash(textOf(data))}`, name, suffix, metadata, { ...data });
  }
  return new ApiObject(shared, suffix, {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name: derivedName(name, suffix) }, data: { ...data },
  });
}

type Made = Map<string, { readonly object: ApiObject; readonly contents: string }>;

interface Shared {
  readonly scope: Construct;
  /** By suffix. */
  readonly changing: Made;
  /** By suffix, then by contents: a key of both would be a new text of their length for each workload. */
  readonly immutable: Map<string, Made>;
}

function madeFor(suffix: string, immutable: Map<string, Made>): Made {
  const made: Made = immutable.get(suffix) ?? new Map();
  immutable.set(suffix, made);
  return made;
}

const SHARED = new WeakMap<Chart, Shared>();

/** Where the objects are that the workloads of a chart share, if there are any. */
export function sharedScopeOf(chart: Chart): Construct | undefined {
  return SHARED.get(chart)?.scope;
}

function sharedOf(chart: Chart): Shared {
  const known = SHARED.get(chart);
  if (known) return known;
  // Free, whatever the user calls his own constructs.
  let id = 'shared';
  while (chart.node.tryFindChild(id)) id = `${id}-by-workloads`;
  const made = { scope: new Construct(chart, id), changing: new Map(), immutable: new Map() };
  SHARED.set(chart, made);
  return made;
}

/**
 * A chart's name among those of its cluster: its path below the cluster's stage, `pinboard`. What is nested or has characters
 * that names do not allow gets a hash, which keeps it unique.
 */
function nameOf({ node }: Chart, cluster: string): string {
  const ids = node.path.split('/');
  const below = ids.slice(ids.indexOf(cluster) + 1);
  const path = (below.length > 0 ? below : ids).join('/');
  const name = path.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'chart';
  return name === path ? name : `${name}-${shortHash(path)}`;
}

const TEXTS = new WeakMap<ChartFiles, string>();

/** The same text for the same contents. That of a frozen constant, which many workloads hand in, is made once. */
function textOf(data: ChartFiles): string {
  const known = TEXTS.get(data);
  if (known !== undefined) return known;
  const text = JSON.stringify(Object.keys(data).sort().map(key => [key, data[key]]));
  if (Object.isFrozen(data)) TEXTS.set(data, text);
  return text;
}

import * as path from 'node:path';
import { APP, CHART } from './kinds';
import { Fault } from '../documents/fault';
import { Mapping, Node, Place, textIn } from '../documents/node';
import { suggest } from '../documents/suggest';
import { MODEL } from '../model/model';

/** A document: what it is of, and its parts. */
export interface Doc {
  readonly kind: string;
  readonly name: string;
  readonly node: Mapping;
  readonly place: Place;
  readonly spec?: Node;
  /** What is added to the pods. */
  readonly pod?: Node;
  /** What differs, by cluster. */
  readonly clusters?: Node;
  readonly namespace?: Node;
}

const WORKLOAD_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec', 'pod', 'clusters'];
const OTHER_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Tools put annotations into documents. Labels would have no effect, though one might expect it. */
const METADATA_FIELDS = ['name', 'namespace', 'annotations'];

export function docOf(node: Mapping, faults: Fault[]): Doc | undefined {
  const kind = textIn(node, 'kind');
  const kinds = [APP, CHART, ...Object.keys(MODEL.kinds)];
  if (kind === undefined || !kinds.includes(kind)) {
    const place = node.entries.get('kind')?.value.place ?? node.place;
    const fix = kind === undefined ? `Write kind: one of ${kinds.join(', ')}.` : suggestKind(kinds, kind);
    faults.push({
      place, field: 'kind', value: kind, rule: kind === undefined ? 'is missing' : 'is no such kind', fix, leftOut: nameIn(node),
    });
    return undefined;
  }
  refuseUnknown(node, '', kind in MODEL.kinds ? WORKLOAD_FIELDS : OTHER_FIELDS, faults);
  const { metadata, name } = nameOf(node, faults);
  if (metadata) refuseUnknown(metadata, 'metadata.', METADATA_FIELDS, faults);
  if (name === undefined) return undefined;
  const part = (field: string) => node.entries.get(field)?.value;
  const place = node.entries.get('kind')!.place;
  return {
    kind,
    name,
    node,
    place,
    spec: part('spec'),
    pod: part('pod'),
    clusters: part('clusters'),
    namespace: metadata?.entries.get('namespace')?.value,
  };
}

/** The name of a document of which something else may be wrong. */
export function nameIn({ entries }: Mapping): string | undefined {
  const metadata = entries.get('metadata')?.value;
  return metadata?.type === 'mapping' ? textIn(metadata, 'name') : undefined;
}

/** `CronJob`, which Kubernetes has, is `PinterestCronJob` here. */
function suggestKind(kinds: readonly string[], kind: string): string {
  const own = kinds.find(each => each === `Pinterest${kind}`);
  return own === undefined ? suggest('kinds', kinds, kind) : `Did you mean ${own}?`;
}

function nameOf(node: Mapping, faults: Fault[]): { readonly metadata?: Mapping; readonly name?: string } {
  const metadata = node.entries.get('metadata')?.value;
  const fix = 'Write metadata: {name: ...}.';
  if (metadata?.type !== 'mapping') {
    faults.push({ place: metadata?.place ?? node.place, field: 'metadata.name', rule: 'is missing', fix });
    return {};
  }
  const name = textIn(metadata, 'name');
  if (name === undefined || name === '') {
    const given = metadata.entries.get('name')?.value;
    const rule = given === undefined ? 'is missing' : 'must be a string that is not empty';
    faults.push({
      place: given?.place ?? metadata.place,
      field: 'metadata.name',
      rule,
      fix: given ? 'Write a name, in quotes if it is a number.' : fix,
    });
    return { metadata };
  }
  if (name.includes('/')) {
    const { place } = metadata.entries.get('name')!.value;
    faults.push({ place, field: 'metadata.name', value: name, rule: 'must not contain "/"', fix: 'Write a name such as "api".' });
    return { metadata };
  }
  return { metadata, name };
}

function refuseUnknown(node: Mapping, prefix: string, known: string[], faults: Fault[]): void {
  for (const { name, place } of node.entries.values()) {
    if (known.includes(name)) continue;
    const fix = prefix + name === 'metadata.labels'
      ? 'Write labels in the spec of the chart.'
      : suggest('properties', known, name);
    faults.push({ place, field: prefix + name, rule: 'is no such property', fix });
  }
}

/** A chart, and the workloads that are in it. */
export interface ChartDocs {
  readonly chart: Doc;
  readonly workloads: Doc[];
}

/** Puts each workload into its chart: that of its file, else that of its folder or of the nearest one above. */
export function chartsOf(docs: readonly Doc[], faults: Fault[]): ChartDocs[] {
  const charts = docs.filter(({ kind }) => kind === CHART).map(chart => ({ chart, workloads: [] as Doc[] }));
  refuseTwice(charts.map(({ chart }) => chart), faults);
  for (const workload of docs.filter(({ kind }) => kind in MODEL.kinds)) {
    const near = [...new Map(nearest(charts, workload).reverse().map(each => [each.chart.name, each])).values()].reverse();
    if (near.length === 1) {near[0].workloads.push(workload);} else {
      const rule = near.length === 0
        ? 'is in no chart'
        : `may be in several charts: ${near.map(({ chart }) => chart.name).join(', ')}`;
      const fix = near.length === 0
        ? `Write a document of kind: ${CHART} with the owner, in this file or in its folder.`
        : 'Put each chart, and its workloads, into a file or a folder of its own.';
      faults.push({ place: workload.place, field: `${workload.kind} ${workload.name}`, rule, fix });
    }
  }
  for (const { workloads } of charts) refuseTwice(workloads, faults);
  return charts;
}

function nearest(charts: ChartDocs[], { place }: Doc): ChartDocs[] {
  const inFile = charts.filter(({ chart }) => chart.place.file === place.file);
  if (inFile.length > 0) return inFile;
  for (let folder = path.dirname(place.file); ; folder = path.dirname(folder)) {
    const inFolder = charts.filter(({ chart }) => path.dirname(chart.place.file) === folder);
    if (inFolder.length > 0) return inFolder;
    if (folder === path.dirname(folder)) return [];
  }
}

function refuseTwice(docs: readonly Doc[], faults: Fault[]): void {
  const first = new Map<string, Doc>();
  for (const doc of docs) {
    const before = first.get(doc.name);
    if (!before) {first.set(doc.name, doc);} else {
      const { file, line } = before.place;
      faults.push({
        place: doc.place,
        field: 'metadata.name',
        value: doc.name,
        rule: `is also the name of the ${before.kind} at ${file}:${line}`,
        fix: 'Give each a name of its own.',
      });
    }
  }
}

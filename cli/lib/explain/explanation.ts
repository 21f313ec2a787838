import { RecordedCall, RecordedDocument, RecordedOrigin, RecordedPeer, RecordedWorkload, SynthesisRecord } from 'cdk8s-pinterest';
import { Door, doorsOf, Route, routesOf } from './doors';
import { childrenOf, Node, rootOf } from './field-path';
import { Pod, podsOf } from './pod';
import { PropertySources, WrittenProperty } from './property-sources';

/** A field of an object, who has decided it, and why. */
export interface ExplainedField {
  /** `spec.template.spec.containers[app].image`. */
  readonly path: string;
  readonly pointer: string;
  readonly value: unknown;
  /** In words: `the component traffic of the release 2026.11`. */
  readonly who: string;
  readonly origin: RecordedOrigin;
  /** Half a sentence; empty if nobody says it. */
  readonly why: string;
  /** What the author has written, or what is above the workload has, by which it is as it is. */
  readonly from: readonly WrittenProperty[];
  /** Properties that could decide it, and are not written. */
  readonly unwritten: readonly string[];
}

/** An object that comes out for a workload. */
export interface ExplainedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly file: string;
  /** Whether other workloads of the chart have it, too. */
  readonly shared: boolean;
  /** Why it is there at all. */
  readonly itself: ExplainedField;
  /** What in it has a reason of its own, in its order. */
  readonly fields: readonly ExplainedField[];
  readonly content: unknown;
}

/** All that is known of what comes out for a workload. */
export interface Explanation {
  readonly workload: RecordedWorkload;
  readonly place: string;
  /** Of Kubernetes on its cluster. */
  readonly version: string;
  readonly purposes: ReadonlyMap<string, string>;
  readonly objects: readonly ExplainedObject[];
  readonly pods: readonly Pod[];
  readonly doors: readonly Door[];
  readonly routes: readonly Route[];
  readonly callers: readonly RecordedPeer[];
  readonly calls: readonly RecordedCall[];
  /** Whether it may connect only to what its NetworkPolicy names. */
  readonly limitedEgress: boolean;
}

/** @param directory the folder of the project, from which places in the source are told */
export function explanationOf(record: SynthesisRecord, workload: RecordedWorkload, directory: string): Explanation {
  const sources = new PropertySources(workload, directory);
  const documents = record.documents.filter(document => (
    document.workload === workload.path || (document.workload === undefined && isNear(document, workload))
  ));
  const objects = documents.map(document => objectOf(document, sources));
  const version = record.clusters.find(({ name }) => name === workload.cluster)?.version ?? '';
  return {
    workload,
    place: sources.place,
    version,
    purposes: new Map(record.components.filter(({ release }) => release === workload.release)
      .flatMap(({ name, purpose }) => purpose === undefined ? [] : [[name, purpose]])),
    objects,
    pods: podsOf(objects, workload, version),
    doors: doorsOf(objects),
    routes: routesOf(objects),
    callers: workload.callers,
    calls: workload.calls,
    limitedEgress: objects.some(({ kind, content }) => kind === 'NetworkPolicy' && isEgressLimited(content)),
  };
}

/** What several workloads share is of none of them. */
function isNear({ cluster, namespace, fields }: RecordedDocument, workload: RecordedWorkload): boolean {
  return cluster === workload.cluster && namespace === workload.namespace && fields !== undefined;
}

function isEgressLimited(content: any): boolean {
  return content?.spec?.policyTypes?.includes('Egress') === true;
}

function objectOf(document: RecordedDocument, sources: PropertySources): ExplainedObject {
  const { apiVersion = '', kind = '', name = '', file, content, fields = [] } = document;
  const nodes = nodesAt(rootOf(content), new Set(fields.map(({ pointer }) => pointer)));
  const explained = fields.flatMap(({ pointer, origin, properties, settable, inherited = [], why = '' }): ExplainedField[] => {
    const node = nodes.get(pointer);
    if (node === undefined) return [];
    const known = [...properties, ...inherited.map(property => property.replace(/^chart\./, ''))];
    return [{
      path: node.path,
      pointer,
      value: pointer === '' ? undefined : node.value,
      who: origin.text,
      origin,
      why,
      from: [...sources.written(properties), ...sources.inherited(inherited)],
      unwritten: settable.filter(property => property !== '*' && !known.includes(property)),
    }];
  });
  const [itself, ...inside] = explained;
  return { apiVersion, kind, name, file, shared: document.workload === undefined, itself, fields: inside, content };
}

function nodesAt(node: Node, pointers: ReadonlySet<string>, found = new Map<string, Node>()): Map<string, Node> {
  if (pointers.has(node.pointer)) found.set(node.pointer, node);
  for (const child of childrenOf(node)) nodesAt(child, pointers, found);
  return found;
}

/** The entry that explains a value: that of the nearest thing in which it is. */
export function entryFor({ fields, itself }: ExplainedObject, { pointer, path, value }: Node): ExplainedField {
  const above = fields.filter(field => pointer === field.pointer || pointer.startsWith(`${field.pointer}/`));
  const nearest = above.sort((a, b) => b.pointer.length - a.pointer.length)[0] ?? itself;
  return { ...nearest, path, pointer, value };
}

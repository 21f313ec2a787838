import { PinterestChart, PinterestWorkload } from 'cdk8s-pinterest';
import { Cluster } from 'cdk8s-pinterest/platform';
import { Construct } from 'constructs';
import { Built } from './build';
import { NAME_PLATFORM } from './clusters';
import { ChartDocs, Doc } from './document';
import { findersIn } from './finders';
import { merged } from './merge';
import { classOf } from './modules';
import { PlatformPackage } from './platform-package';
import { addToPod } from './pod-steps';
import { sourceMetadata } from './source-metadata';
import { writtenOf } from './written';
import { emptyAt, Node } from '../documents/node';
import { suggest } from '../documents/suggest';
import { MODEL } from '../model/model';
import { readSpec } from '../reading/spec';

/** Makes the workloads of a chart, each after those that it names. */
export function addWorkloads(
  built: Built,
  chart: PinterestChart,
  cluster: Cluster | undefined,
  { workloads }: ChartDocs,
  packaged: PlatformPackage | undefined,
): void {
  const clusters = packaged ? packaged.platform.clusters.map(({ name }) => name) : [];
  const made = new Map<string, Construct>();
  const begun = new Set<string>();
  const known = workloads.map(({ name }) => name);
  const find = (name: string): Construct | 'unknown' | 'circle' => {
    const doc = workloads.find(each => each.name === name);
    if (!doc) return otherChart(chart, name) ?? 'unknown';
    if (!made.has(name) && begun.has(name)) return 'circle';
    if (!made.has(name)) make(doc);
    return made.get(name)!;
  };
  const make = (doc: Doc) => {
    if (made.has(doc.name)) return;
    begun.add(doc.name);
    const finders = findersIn({ chart, name: doc.name, packaged, workload: find, known, faults: built.faults });
    const { props } = MODEL.kinds[doc.kind];
    const spec = merged({ ref: props }, doc.spec, differenceOn(doc, cluster, clusters, built));
    const { value, written } = readSpec<object>(props, spec ?? emptyAt(doc.place), finders, built.faults);
    if (!spec) written.faulty.add('');
    checkNamespace(doc, chart, built);
    const construct = new (classOf(`cdk8s-pinterest.${doc.kind}`))(chart, doc.name, value) as PinterestWorkload;
    made.set(doc.name, construct);
    addToPod(construct, doc.pod, finders, built.faults, written);
    sourceMetadata(construct, doc, written.places);
    built.written.set(construct.node.path, writtenOf(doc, written));
  };
  workloads.forEach(make);
}

/** `orders/api`: of a chart that stands before this one. */
function otherChart(chart: PinterestChart, name: string): Construct | undefined {
  const [other, workload, ...more] = name.split('/');
  return more.length > 0 || workload === undefined ? undefined
    : chart.node.scope?.node.tryFindChild(other)?.node.tryFindChild(workload) as Construct | undefined;
}

/** What differs on a cluster. */
function differenceOn(
  { clusters: node }: Doc, cluster: Cluster | undefined, known: readonly string[], { faults }: Built,
): Node | undefined {
  if (node === undefined) return undefined;
  if (node.type !== 'mapping') {
    faults.push({
      place: node.place,
      field: 'clusters',
      rule: 'must be what differs from spec, by the name of the cluster',
      fix: 'Write a line for each cluster.',
    });
    return undefined;
  }
  for (const { name, place } of node.entries.values()) {
    if (!known.includes(name)) {
      const [rule, fix] = known.length === 0
        ? ['is no cluster, since there is no platform', NAME_PLATFORM]
        : ['is no cluster of the platform', suggest('clusters', known, name)];
      faults.push({ place, field: `clusters.${name}`, rule, fix });
    }
  }
  return cluster && node.entries.get(cluster.name)?.value;
}

/** Tools look there; what counts is the chart's. */
function checkNamespace({ namespace: node }: Doc, chart: PinterestChart, { faults }: Built): void {
  const wanted = chart.namespace ?? 'default';
  if (node === undefined || (node.type === 'scalar' && node.value === wanted)) return;
  const value = node.type === 'scalar' ? node.value : undefined;
  faults.push({
    place: node.place,
    field: 'metadata.namespace',
    value,
    rule: `must be the namespace of its chart, ${wanted}`,
    fix: 'Leave it out, or change the namespace of the chart.',
  });
}

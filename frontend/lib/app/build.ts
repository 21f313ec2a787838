import * as path from 'node:path';
import { PinterestApp, PinterestAppProps, PinterestChart, PinterestChartProps } from 'cdk8s-pinterest';
import { Cluster, ClusterStage } from 'cdk8s-pinterest/platform';
import { Construct } from 'constructs';
import { addWorkloads } from './chart-build';
import { APP, ChartDocs, chartsOf, Doc, docOf } from './document';
import { NO_FINDERS } from './finders';
import { isLoaded, namedPackage, PlatformPackage } from './platform-package';
import { documentsOf, Source, Unreadable } from './sources';
import { Written, writtenOf } from './written';
import { Fault } from '../documents/fault';
import { emptyAt, Mapping, Node, Place } from '../documents/node';
import { suggest } from '../documents/suggest';
import { readSpec, withoutField } from '../reading/spec';

export interface BuildOptions {
  /** The platform package, if the command was told: then documents cannot choose one. */
  readonly platform?: PlatformPackage;
  /** The output folder, if not that of the environment. */
  readonly outdir?: string;
  /** The only cluster to build for. */
  readonly cluster?: string;
  /** Whether the manifests of several clusters would be mixed. */
  readonly oneCluster?: boolean;
}

/** An app, and what is known of where its parts are written. */
export interface Built {
  readonly app: PinterestApp;
  /** By the path of the construct. */
  readonly written: Map<string, Written>;
  readonly faults: Fault[];
  /** For what is about no document. */
  readonly anywhere?: Place;
}

/** Makes the constructs that documents describe. What is wrong is told, and left out. */
export function build(sources: readonly Source[], options: BuildOptions = {}): Built {
  const faults: Fault[] = [];
  return buildDocuments(documentsOf(sources, faults), options, faults);
}

/** The same of documents that are read. */
export function buildDocuments(nodes: readonly Mapping[], options: BuildOptions, faults: Fault[]): Built {
  const docs = nodes.flatMap(node => docOf(node, faults) ?? []);
  const [first, ...more] = docs.filter(({ kind }) => kind === APP);
  for (const { place, name } of more) {
    faults.push({
      place,
      field: `${APP} ${name}`,
      rule: `is a second ${APP}, after ${first.place.file}:${first.place.line}`,
      fix: 'Write one.',
    });
  }
  const { props, packaged, clusters, written } = readApp(first, options, faults);
  const app = new PinterestApp({
    name: nameFor(first, nodes), ...props, ...(packaged && { platform: packaged.platform }), outdir: options.outdir,
  });
  const built: Built = { app, written: new Map(written ? [['', written]] : []), faults, anywhere: nodes[0]?.place };
  const charts = chartsOf(docs, faults);
  if (options.oneCluster && clusters.length > 1) {
    const names = clusters.map(each => each!.name);
    throw new Unreadable(
      `The charts go to several clusters, ${names.join(', ')}, and only one can be printed. Name it: --cluster ${names[0]}`,
    );
  }
  for (const cluster of clusters) {
    const stage = cluster ? new ClusterStage(app, cluster) : app;
    for (const chart of charts) addChart(built, stage, cluster, chart, packaged);
  }
  return built;
}

/** Two programs of one output folder need two names. */
function nameFor(app: Doc | undefined, [first]: readonly Mapping[]): string {
  const name = app?.name ?? (first && path.basename(path.resolve(path.dirname(first.place.file))));
  return name && /^[\w.-]+$/.test(name) ? name : 'yaml';
}

interface AppParts {
  readonly props: PinterestAppProps;
  readonly packaged?: PlatformPackage;
  /** Those for which there are charts; undefined where nobody has declared any. */
  readonly clusters: readonly (Cluster | undefined)[];
  readonly written?: Written;
}

function readApp(app: Doc | undefined, options: BuildOptions, faults: Fault[]): AppParts {
  const spec = app?.spec?.type === 'mapping' ? app.spec : undefined;
  const packaged = packageFor(app, spec, options, faults);
  const rest = spec && withoutField(withoutField(spec, 'platform'), 'clusters');
  const { value: props, written: parts = undefined } = app
    ? readSpec<PinterestAppProps>('cdk8s-pinterest.PinterestAppProps', rest ?? app.spec ?? emptyAt(app.place), NO_FINDERS, faults)
    : { value: {} };
  const written = app && parts && writtenOf(app, parts);
  if (!packaged) return { props, clusters: [undefined], written };
  const named = namedClusters(spec?.entries.get('clusters')?.value, packaged.platform.clusters, faults);
  const wanted = options.cluster;
  if (wanted !== undefined && !named.some(({ name }) => name === wanted)) {
    throw new Unreadable(
      `The charts do not go to the cluster ${wanted}. ${suggest('clusters', named.map(({ name }) => name), wanted)}`,
    );
  }
  return { props, packaged, written, clusters: wanted === undefined ? named : named.filter(({ name }) => name === wanted) };
}

function packageFor(
  app: Doc | undefined, spec: Mapping | undefined, { platform }: BuildOptions, faults: Fault[],
): PlatformPackage | undefined {
  const named = spec?.entries.get('platform')?.value;
  if (platform !== undefined) return platform;
  if (!app || !named) return undefined;
  const at = { place: named.place, field: 'spec.platform' };
  if (named.type !== 'scalar' || typeof named.value !== 'string') {
    faults.push({ ...at, rule: 'must be the name of an npm package', fix: 'Write for example "@example/platform".' });
    return undefined;
  }
  const found = namedPackage(named.value, path.dirname(named.place.file));
  if (isLoaded(found)) return found;
  faults.push({ ...at, value: named.value, ...found });
  return undefined;
}

/** All clusters, unless some are named. */
export function namedClusters(node: Node | undefined, all: readonly Cluster[], faults: Fault[]): Cluster[] {
  if (node === undefined) return [...all];
  if (node.type !== 'list') {
    faults.push({
      place: node.place, field: 'spec.clusters', rule: 'must be a list', fix: 'Write the names of clusters in [ ].',
    });
    return [...all];
  }
  return node.items.flatMap(item => {
    const name = item.type === 'scalar' ? String(item.value) : '';
    const found = all.find(cluster => cluster.name === name);
    if (!found) {
      faults.push({
        place: item.place,
        field: 'spec.clusters',
        value: name,
        rule: 'is no cluster of the platform',
        fix: suggest('clusters', all.map(each => each.name), name),
      });
    }
    return found ?? [];
  });
}

function addChart(
  built: Built, stage: Construct, cluster: Cluster | undefined, docs: ChartDocs, packaged: PlatformPackage | undefined,
): void {
  const { chart: doc } = docs;
  const { faults } = built;
  // Another one of this name, which is told already.
  if (stage.node.tryFindChild(doc.name)) return;
  const spec = doc.spec?.type === 'mapping' ? doc.spec : undefined;
  if (cluster && !namedClusters(
    spec?.entries.get('clusters')?.value, packaged!.platform.clusters, faults,
  ).includes(cluster)) return;
  const given = (spec && withoutField(spec, 'clusters')) ?? doc.spec ?? emptyAt(doc.place);
  const { value, written } = readSpec<PinterestChartProps>(
    'cdk8s-pinterest.PinterestChartProps', given, NO_FINDERS, faults,
  );
  const namespace = doc.namespace?.type === 'scalar' ? doc.namespace : undefined;
  const chart = new PinterestChart(stage, doc.name, { ...(namespace && { namespace: String(namespace.value) }), ...value });
  built.written.set(chart.node.path, writtenOf(doc, written));
  addWorkloads(built, chart, cluster, docs, packaged);
}

import * as path from 'node:path';
import { PinterestApp, PinterestAppProps, PinterestChart, PinterestChartProps } from 'cdk8s-pinterest';
import { Cluster, ClusterStage } from 'cdk8s-pinterest/platform';
import { Construct } from 'constructs';
import { addWorkloads } from './chart-build';
import { isFor, NAME_PLATFORM, namedClusters, refuseClusters } from './clusters';
import { ChartDocs, chartsOf, Doc, docOf } from './document';
import { NO_FINDERS } from './finders';
import { APP, CHART } from './kinds';
import { documentsOf } from './own-documents';
import { isLoaded, namedPackage, PlatformPackage } from './platform-package';
import { Source, Unreadable } from './sources';
import { Written, writtenOf } from './written';
import { Fault } from '../documents/fault';
import { emptyAt, Mapping, Place, textIn } from '../documents/node';
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
  /** How many documents of charts there are. */
  readonly charts: number;
  /** For what is about no document. */
  readonly anywhere?: Place;
}

/** Makes the constructs that documents describe. What is wrong is told, and left out. */
export function build(sources: readonly Source[], options: BuildOptions = {}): Built {
  const faults: Fault[] = [];
  const documents = documentsOf(sources, faults);
  const built = buildDocuments(documents, options, faults);
  const [first] = documents;
  if (first && faults.length === 0 && built.charts === 0) {
    faults.push({
      place: first.place, field: APP, rule: 'has no chart', fix: `Write a document of kind: ${CHART}, and workloads beside it.`,
    });
  }
  return built;
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
  const charts = chartsOf(docs, faults);
  const built: Built = {
    app, written: new Map(written ? [['', written]] : []), faults, anywhere: nodes[0]?.place, charts: charts.length,
  };
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
  const wanted = options.cluster;
  const clusters = spec?.entries.get('clusters')?.value;
  if (!packaged) {
    if (wanted !== undefined && faults.length === 0) {
      throw new Unreadable(`There is no cluster ${wanted} without a platform. ${NAME_PLATFORM}`);
    }
    if (!spec?.entries.has('platform')) refuseClusters(clusters, faults);
    return { props, clusters: [undefined], written };
  }
  const named = namedClusters(clusters, packaged.platform.clusters, faults);
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

function addChart(
  built: Built, stage: Construct, cluster: Cluster | undefined, docs: ChartDocs, packaged: PlatformPackage | undefined,
): void {
  const { chart: doc } = docs;
  const { faults } = built;
  // Another one of this name, which is told already.
  if (stage.node.tryFindChild(doc.name)) return;
  const spec = doc.spec?.type === 'mapping' ? doc.spec : undefined;
  if (!isFor(cluster, spec?.entries.get('clusters')?.value, packaged, faults)) return;
  const given = (spec && withoutField(spec, 'clusters')) ?? doc.spec ?? emptyAt(doc.place);
  const { value, written } = readSpec<PinterestChartProps>(
    'cdk8s-pinterest.PinterestChartProps', given, NO_FINDERS, faults,
  );
  const chart = new PinterestChart(stage, doc.name, { ...namespaceOf(doc, spec, faults), ...value });
  built.written.set(chart.node.path, writtenOf(doc, written));
  addWorkloads(built, chart, cluster, docs, packaged);
}

/** As Kubernetes' own documents have it, or a property. */
function namespaceOf({ namespace }: Doc, spec: Mapping | undefined, faults: Fault[]): { readonly namespace?: string } {
  if (namespace === undefined) return {};
  const given = namespace.type === 'scalar' && typeof namespace.value === 'string' ? namespace.value : undefined;
  const other = spec && textIn(spec, 'namespace');
  const at = { place: namespace.place, field: 'metadata.namespace', value: given };
  if (given === undefined) {
    faults.push({ ...at, rule: 'must be a string', fix: 'Write a name, in quotes if it is a number.' });
  } else if (other !== undefined && other !== given) {
    faults.push({ ...at, rule: `must be spec.namespace, ${other}`, fix: 'Write one of them.' });
  }
  return { namespace: given };
}

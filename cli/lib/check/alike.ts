import { SynthesisRecord } from 'cdk8s-pinterest';
import { Finding } from './finding';
import { groupBy } from '../group-by';

/** The same that is found on several clusters, once: it says on which. */
export function onceForClusters(findings: readonly Finding[], { workloads, clusters }: SynthesisRecord): Finding[] {
  const workloadClusters = new Map(workloads.map(({ path, cluster }) => [path, cluster]));
  const names = new Set(clusters.map(({ name }) => name));
  const clusterOf = ({ path }: Finding): string | undefined => {
    const above = (path ?? '').split('/').map((_, n, steps) => steps.slice(0, n + 1).join('/'));
    return above.flatMap(each => workloadClusters.get(each) ?? []).at(-1) ?? above.find(each => names.has(each));
  };
  const placed = findings.map(finding => ({ finding, cluster: clusterOf(finding) }));
  return [...groupBy(placed, each => keyOf(each.finding, each.cluster)).values()].map(alike => (
    merged(alike.map(({ finding }) => finding), [...new Set(alike.flatMap(({ cluster }) => cluster ?? []))])
  ));
}

function keyOf(finding: Finding, cluster: string | undefined): string {
  const { severity, path, message, place } = finding;
  const shared = path === undefined ? undefined : withoutCluster(path, cluster);
  return JSON.stringify([severity, shared, named(message, cluster, '\0'), place]);
}

function merged(alike: readonly Finding[], clusters: readonly string[]): Finding {
  const [first] = alike;
  if (clusters.length < 2) return first;
  const all = `each of the clusters ${clusters.slice(0, -1).join(', ')} and ${clusters.at(-1)}`;
  const onAll = (text: string) => named(text, clusters[0], all);
  return {
    ...first,
    ...(first.path !== undefined && { sharedPath: withoutCluster(first.path, clusters[0]) }),
    message: onAll(first.message),
    ...(first.rule !== undefined && { rule: onAll(first.rule) }),
    ...(first.fix !== undefined && { fix: onAll(first.fix) }),
    clusters,
    paths: [...new Set(alike.flatMap(({ path }) => path ?? []))],
  };
}

/** The path as it is on all clusters: `shop/api` of `prod-east/shop/api`. */
export function withoutCluster(path: string, cluster: string | undefined): string {
  const steps = path.split('/');
  const at = cluster === undefined ? -1 : steps.indexOf(cluster);
  return at < 0 ? path : steps.filter((_, n) => n !== at).join('/');
}

/** Messages name a cluster by `the cluster NAME`. */
function named(text: string, cluster: string | undefined, instead: string): string {
  if (cluster === undefined) return text;
  return text.split(`the cluster ${cluster}`).reduce((before, after) => (
    before + (/^[\w.-]*\w/.test(after) ? `the cluster ${cluster}` : instead) + after
  ));
}

import * as path from 'node:path';
import { SynthesisRecord } from 'cdk8s-pinterest';
import { KEY } from './diff-program';
import { kubectl, serverVersion } from './kubectl';
import { ClusterReader } from '../../cli/lib/cluster/cluster-reader';
import { Kubectl } from '../../cli/lib/cluster/kubectl';
import { againstCluster } from '../../cli/lib/diff/against-cluster';
import { Comparison } from '../../cli/lib/diff/comparison';
import { comparisonText } from '../../cli/lib/diff/output/text';
import { sidesOf } from '../../cli/lib/diff/side';
import { findVerdictProgram } from '../../cli/lib/diff/verdict/verdict-program';
import { Style } from '../../cli/lib/output/style';

/* The cluster of diff.test.ts: where its objects are, and what `pinterest diff` says of them. */

export const ROOT = path.join(__dirname, '../..');
export const VERSION = serverVersion();
export const NO_DIFFERENCE = 'Against the cluster: no difference.';

const made = new Set<string>();

/** Namespaces in which no pod can be. */
export function emptyNamespaces(...names: string[]): void {
  kubectl(['delete', 'namespace', ...names, '--ignore-not-found', '--timeout=120s']);
  const refusal = applied(names.flatMap(name => [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'none', namespace: name }, spec: { hard: { pods: '0' } } },
  ]));
  if (refusal !== '') throw new Error(refusal);
  names.forEach(name => made.add(name));
}

/** Those namespaces, and what has a suffix in its name and is in no namespace. */
export function removeAll(suffixes: readonly string[]): void {
  for (const kind of ['clusterroles', 'clusterrolebindings']) {
    const names = kubectl(['get', kind, '-o', 'name']).split('\n').filter(name => suffixes.some(suffix => name.endsWith(suffix)));
    if (names.length > 0) kubectl(['delete', ...names]);
  }
  kubectl(['delete', 'namespace', ...made, '--wait=false', '--ignore-not-found']);
}

/** Applies documents as a deliverer does. @returns what the server has refused */
export function applied(documents: readonly unknown[], ...options: string[]): string {
  try {
    const items = { apiVersion: 'v1', kind: 'List', items: documents };
    kubectl(['apply', '--server-side', '--force-conflicts', ...options, '-f', '-'], JSON.stringify(items));
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** `pinterest diff --against cluster`, for what an app has on a cluster of its own. */
export function compared(record: SynthesisRecord, cluster: string | undefined): Promise<Comparison> {
  const { after } = sidesOf({ directory: ROOT, records: [] }, { directory: ROOT, records: [record] });
  const of = (each: { cluster?: string }) => cluster === undefined || each.cluster === cluster;
  return againstCluster(
    { ...after, objects: after.objects.filter(of), workloads: after.workloads.filter(({ record: each }) => of(each)) },
    {
      reader: new ClusterReader(new Kubectl(process.env.KUBECTL ?? 'kubectl', [], process.env)),
      cluster,
      namespace: 'default',
      server: { version: VERSION, program: findVerdictProgram(VERSION, ROOT, process.env) },
      key: KEY,
      base: 'the cluster',
    },
  );
}

/** Without what other tests have on the cluster, for teams of the same names. */
export const textOf = (comparison: Comparison) => comparisonText({ ...comparison, undecided: [] }, Style.PLAIN);

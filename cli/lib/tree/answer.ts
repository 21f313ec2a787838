import { SynthesisRecord } from 'cdk8s-pinterest';
import { LiveState, readLiveState } from './live-state';
import { projectAt } from '../app/project';
import { mustBeRight, workloadsNamed, workloadsOf } from '../app/records';
import { runApp } from '../app/run-app';
import { clusterOf } from '../cluster/cluster-options';
import { Answer, Context, Options } from '../command';
import { clusterNamed, onCluster } from '../diff/cluster-of-app';
import { sidesOf } from '../diff/side';
import { Outcome } from '../outcome';
import { nodeAtPath, TreeNode, treeOf, withStates } from './construct-tree';
import { treeText, unownedText } from './tree-text';
import { withProgress } from '../output/progress';

/** What `pinterest tree` does. */
export async function tree(context: Context, [wanted]: string[], options: Options): Promise<Answer> {
  const { directory, env, signal } = context;
  const { records } = await withProgress(context, 'Synthesizing', () => runApp(projectAt(directory), { env, signal }));
  mustBeRight(records);
  const found = wanted === undefined ? undefined : workloadsNamed(wanted, workloadsOf(records));
  const nodesOf = (record: SynthesisRecord) => {
    const root = treeOf(record);
    return (found ?? [root]).flatMap(({ path }) => nodeAtPath(root, path) ?? []);
  };
  if (options.live !== true) return answerOf(records.flatMap(nodesOf));
  const cluster = clusterNamed(typeof options.cluster === 'string' ? options.cluster : undefined, clustersOf(records));
  const objects = onCluster(sidesOf({ directory, records: [] }, { directory, records }).after, cluster).objects;
  const reader = clusterOf(options, env, signal);
  const namespace = typeof options.namespace === 'string' ? options.namespace : await reader.namespace();
  const live = await readLiveState(reader, objects, namespace);
  const byPath = new Map(objects.map(each => [objectKey(each.path, each), each]));
  const trees = records.flatMap(nodesOf).map(node => withStates(node, (path, object) => {
    const planned = byPath.get(objectKey(path, object));
    return planned && live.stateOf(planned);
  })).flatMap(node => asked(node) ?? []);
  return answerOf(trees, found === undefined ? live : { ...live, unowned: [] });
}

/** Without what is for other clusters, of which nothing is known. */
function asked(node: TreeNode): TreeNode | undefined {
  const children = node.children.flatMap(child => asked(child) ?? []);
  return node.object?.on === undefined && children.length === 0 ? undefined : { ...node, children };
}

/** Those that somebody has declared. */
function clustersOf(records: readonly SynthesisRecord[]): string[] {
  const all = records.flatMap(({ clusters }) => clusters.filter(({ declared }) => declared).map(({ name }) => name));
  return [...new Set(all)];
}

function objectKey(path: string, { kind, name }: { readonly kind?: string; readonly name?: string }): string {
  return JSON.stringify([path, kind, name]);
}

function answerOf(trees: readonly TreeNode[], live?: LiveState): Answer {
  const isWhole = !trees.some(isMissing) && !live?.unowned.some(({ kept }) => !kept);
  return {
    outcome: isWhole ? Outcome.FINE : Outcome.FOUND,
    data: { trees, ...(live && { unowned: live.unowned, notes: live.notes }) },
    text: style => [
      trees.map(node => treeText(node, style)).join('\n\n'), ...(live ? [unownedText(live, style)] : []),
    ].filter(part => part !== '').join('\n'),
  };
}

function isMissing({ object, children }: TreeNode): boolean {
  return object?.on === 'missing' || children.some(isMissing);
}

import { SynthesisRecord } from 'cdk8s-pinterest';
import { Option } from 'commander';
import { projectAt } from '../app/project';
import { mustBeRight, workloadsNamed, workloadsOf } from '../app/records';
import { runApp } from '../app/run-app';
import { CLUSTER_OPTIONS, clusterOf } from '../cluster/cluster-options';
import { Answer, Command, Context, Options } from '../command';
import { clusterNamed, onCluster } from '../diff/cluster-of-app';
import { sidesOf } from '../diff/side';
import { Outcome } from '../outcome';
import { withProgress } from '../output/progress';
import { nodeAtPath, TreeNode, treeOf, withStates } from '../tree/construct-tree';
import { LiveState, readLiveState } from '../tree/live-state';
import { treeText, unownedText } from '../tree/tree-text';

export const TREE: Command = {
  name: 'tree',
  summary: 'show the constructs, the objects that they make, and the pods of these',
  details: 'With --live it asks a cluster: which of the objects are there, which pods their controllers have made, and which '
    + 'objects of the app nobody owns any more.',
  parameters: '[workload]',
  options: [
    new Option('--live', 'also show what a cluster has of it'),
    new Option('--cluster <name>', 'which of the app\'s clusters it is (default: the only one)'),
    ...CLUSTER_OPTIONS,
  ],
  examples: [
    ['pinterest tree', 'the whole app, in the order in which it is written'],
    ['pinterest tree pinboard/api', 'one workload'],
    ['pinterest tree --live --context prod-east', 'with the pods, and what is left of earlier versions'],
  ],
  run: tree,
};

async function tree(context: Context, [wanted]: string[], options: Options): Promise<Answer> {
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
  }));
  return answerOf(trees, found === undefined ? live : { ...live, unowned: [] });
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

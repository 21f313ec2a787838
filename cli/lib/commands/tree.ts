import { projectAt } from '../app/project';
import { mustBeRight, workloadsNamed, workloadsOf } from '../app/records';
import { runApp } from '../app/run-app';
import { Answer, Command, Context } from '../command';
import { Outcome } from '../outcome';
import { withProgress } from '../output/progress';
import { nodeAtPath, treeOf } from '../tree/construct-tree';
import { treeText } from '../tree/tree-text';

export const TREE: Command = {
  name: 'tree',
  summary: 'show the constructs, and the objects that they make',
  parameters: '[workload]',
  examples: [
    ['pinterest tree', 'the whole app, in the order in which it is written'],
    ['pinterest tree pinboard/api', 'one workload'],
  ],
  run: tree,
};

async function tree(context: Context, [wanted]: string[]): Promise<Answer> {
  const { directory, env, signal } = context;
  const { records } = await withProgress(context, 'Synthesizing', () => runApp(projectAt(directory), { env, signal }));
  mustBeRight(records);
  const roots = records.map(treeOf);
  const paths = wanted === undefined ? [''] : workloadsNamed(wanted, workloadsOf(records)).map(({ path }) => path);
  const nodes = roots.flatMap(root => paths.flatMap(path => nodeAtPath(root, path) ?? []));
  return {
    outcome: Outcome.FINE,
    data: { trees: nodes },
    text: style => nodes.map(node => treeText(node, style)).join('\n\n'),
  };
}

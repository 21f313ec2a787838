import { FILE_NAME_CHARACTERS, isFileName } from './file-name';
import { chartsInOrder } from './topology';
import { chartOf, Tree } from './tree';

/** What stands for the path of the app itself, which is empty. */
const ROOT = 'app';

/** All that constructs have against being synthesized, each with its path in front. */
export function complaintsOf(tree: Tree): string[] {
  const { constructs, dependencies, charts } = tree;
  return [
    ...constructs.flatMap(({ node }) => node.validate().map(complaint => `[${node.path || ROOT}] ${complaint}`)),
    ...dependencies.filter(({ source, target }) => !chartOf(source) || !chartOf(target)).map(({ source, target }) =>
      `[${source.node.path}] dependency = "${target.node.path}": both must be in a chart. Let charts or what is in them depend on each other.`),
    ...charts.flatMap(({ chart: { node } }) => node.path.split('/').filter(part => !isFileName(part)).map(part =>
      `[${node.path}] id = "${part}": the path of a chart is a path of the output, and each part of it must be a file name on all systems. Write ${FILE_NAME_CHARACTERS}.`)),
    ...chartCycle(tree),
  ];
}

/** One within a chart is found where its objects are put in order. */
function chartCycle(tree: Tree): string[] {
  try {
    chartsInOrder(tree);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** @throws if there are complaints, with all of them */
export function refuse(complaints: string[]): void {
  if (complaints.length > 0) throw new Error(`Validation failed with the following errors:\n  ${complaints.join('\n  ')}`);
}

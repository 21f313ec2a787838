import { IConstruct } from 'constructs';
import { fileNameFix, isFileName } from './file-name';
import { findingAt } from './refuse';
import { chartsInOrder } from './topology';
import { chartOf, Tree } from './tree';
import { Finding } from '../validation/finding';
import { messageOf } from '../validation/message';
import { problemBehind } from '../validation/problem';

/** All problems of a construct tree. */
export function findingsOf(tree: Tree): Finding[] {
  const { constructs, dependencies, charts } = tree;
  const outside = dependencies.filter(({ source, target }) => !chartOf(source) || !chartOf(target));
  return [
    ...constructs.flatMap(validate),
    ...outside.map(({ source, target }) => findingAt(source.node.path, 'dependency', target.node.path,
      'both constructs must be in a chart', 'Write the dependency between charts or constructs in them.')),
    ...charts.flatMap(({ chart: { node } }) =>
      node.path.split('/').filter(part => !isFileName(part)).map(part => findingAt(node.path, 'id', part,
        'must be a file name on all systems, since the path of a chart becomes a path of the output',
        fileNameFix(part)))),
    ...chartCycle(tree),
  ];
}

/** A validation that throws must not hide what the others find. */
function validate(construct: IConstruct): Finding[] {
  const { node } = construct;
  try {
    const messages = node.validate();
    // Of nearly all constructs: the path of a construct is put together at each look.
    return messages.length === 0 ? NONE : messages.map(message => (
      { path: node.path, message, problem: problemBehind(construct, message) }
    ));
  } catch (error) {
    return [{ path: node.path, message: `a validation threw an error: ${messageOf(error)}` }];
  }
}

const NONE: Finding[] = [];

/** A cycle within a chart is found when its objects are ordered. */
function chartCycle(tree: Tree): Finding[] {
  try {
    chartsInOrder(tree);
    return [];
  } catch (error) {
    return [{ message: (error as Error).message }];
  }
}

import { TreeNode } from './construct-tree';
import { visible } from '../output/plain';
import { Style } from '../output/style';

export function treeText(root: TreeNode, style: Style): string {
  const lines = root.path === '' ? [] : [labelOf(root, style)];
  return [...lines, ...below(root, '', style)].join('\n');
}

function below({ children, path }: TreeNode, indent: string, style: Style): string[] {
  return children.flatMap((child, n) => {
    const isLast = n === children.length - 1;
    // Charts and clusters stand at the left.
    const [branch, further] = path === '' ? ['', ''] : isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
    const shown = shortened(child);
    return [indent + branch + labelOf(shown, style), ...below(shown, indent + further, style)];
  });
}

/** A construct whose only purpose is another one is told with it: `runtime/traffic/proxy`. */
function shortened(node: TreeNode): TreeNode {
  const [only, ...others] = node.children;
  const isPlain = node.workload === undefined && node.file === undefined && node.object === undefined;
  if (!isPlain || others.length > 0 || only === undefined || only.workload !== undefined || only.file !== undefined) return node;
  return shortened({ ...only, id: `${node.id}/${only.id}` });
}

function labelOf({ id, workload, file, object }: TreeNode, style: Style): string {
  const name = visible(id);
  if (object !== undefined) {
    const told = visible(`${object.kind ?? 'object'}/${object.name ?? '?'}`);
    return id === '' ? told : `${name}  ${style.cyan(told)}${object.by.startsWith('the component') ? style.dim(`  ${
      visible(object.by)}`) : ''}`;
  }
  if (workload !== undefined) return `${style.bold(name)}  ${visible(workload)}`;
  return file === undefined ? name : `${style.bold(name)}  ${style.dim(visible(file))}`;
}

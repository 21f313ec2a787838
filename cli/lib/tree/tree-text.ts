import { TreeNode, TreeObject } from './construct-tree';
import { LiveState, UnownedObject } from './live-state';
import { TreePod } from './pods-by-owner';
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
    const pods = (shown.object?.pods ?? []).map(pod => `${indent + further}   ${podLabel(pod, style)}`);
    return [indent + branch + labelOf(shown, style), ...pods, ...below(shown, indent + further, style)];
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
    const by = object.by.startsWith('the component') ? style.dim(`  ${visible(object.by)}`) : '';
    return (id === '' ? told : `${name}  ${style.cyan(told)}${by}`) + stateLabel(object, style);
  }
  if (workload !== undefined) return `${style.bold(name)}  ${visible(workload)}`;
  return file === undefined ? name : `${style.bold(name)}  ${style.dim(visible(file))}`;
}

function stateLabel({ on }: TreeObject, style: Style): string {
  if (on === 'missing') return `  ${style.red('not on the cluster')}`;
  return on === 'unknown' ? `  ${style.yellow('not known')}` : '';
}

function podLabel({ name, phase, ready }: TreePod, style: Style): string {
  const isWell = ready || phase === 'Succeeded';
  return `Pod/${visible(name)}  ${(isWell ? style.green : style.yellow)(ready ? 'ready' : visible(phase))}`;
}

/** What nobody owns any more, below the trees. */
export function unownedText({ unowned, notes }: Pick<LiveState, 'unowned' | 'notes'>, style: Style): string {
  const lineOf = ({ kind, namespace, name }: UnownedObject) => (
    `  ${visible(`${kind}/${name}`)}${namespace === undefined ? '' : `  ${visible(namespace)}`}`
  );
  const lines = (kept: boolean) => unowned.filter(each => each.kept === kept).map(lineOf);
  const [gone, kept] = [lines(false), lines(true)];
  return [
    ...(gone.length > 0 ? ['', style.red('On the cluster, and no longer in the app:'), ...gone] : []),
    ...(kept.length > 0 ? ['', 'Kept on purpose, though no longer in the app:', ...kept] : []),
    ...(notes.length > 0 ? ['', ...notes.map(note => style.yellow(visible(note)))] : []),
  ].join('\n');
}

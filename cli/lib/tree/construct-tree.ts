import { RecordedDocument, SynthesisRecord } from 'cdk8s-pinterest';
import { TreePod } from './pods-by-owner';

/** A construct, with what it makes or has below it. */
export interface TreeNode {
  /** Its id, below the construct above it. */
  readonly id: string;
  readonly path: string;
  /** The kind of workload that it is, such as `PinterestService`. */
  readonly workload?: string;
  /** The file of its objects, if it is a chart. */
  readonly file?: string;
  /** The object that it is. */
  readonly object?: TreeObject;
  readonly children: readonly TreeNode[];
}

export interface TreeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** Who has made it, in words. */
  readonly by: string;
  /** Whether a cluster has it; undefined where none was asked, or it belongs to another one. */
  readonly on?: 'there' | 'missing' | 'unknown';
  /** What the cluster's controllers have made of it. */
  readonly pods?: readonly TreePod[];
}

interface Growing extends TreeNode {
  readonly children: Growing[];
  workload?: string;
  file?: string;
  object?: TreeObject;
}

/** The constructs that make something, in the order in which it is written. */
export function treeOf({ documents, workloads }: SynthesisRecord): TreeNode {
  const root: Growing = { id: '', path: '', children: [] };
  const kinds = new Map(workloads.map(({ path, kind }) => [path, kind]));
  // A chart may have several files, by the layout of the app.
  const files = new Map<string, Set<string>>();
  for (const { chart, file } of documents) files.set(chart, (files.get(chart) ?? new Set()).add(file));
  for (const document of documents) {
    grow(root, document.path.split('/'), document);
  }
  const tell = (node: Growing) => {
    node.workload = kinds.get(node.path);
    const own = files.get(node.path);
    if (own?.size === 1) [node.file] = own;
    node.children.forEach(tell);
  };
  tell(root);
  return root;
}

function grow(above: Growing, [id, ...below]: string[], document: RecordedDocument): void {
  const path = above.path === '' ? id : `${above.path}/${id}`;
  let node = above.children.find(child => child.path === path);
  if (node === undefined) {
    node = { id, path, children: [] };
    above.children.push(node);
  }
  if (below.length > 0) return grow(node, below, document);
  const { apiVersion, kind, namespace, name, origin } = document;
  const object = { apiVersion, kind, namespace, name, by: origin.text };
  // A construct of several objects, such as a chart of Helm's, has them below it.
  if (node.object === undefined && node.children.length === 0) node.object = object;
  else node.children.push({ id: '', path, object, children: [] });
}

/** The same tree, with what a cluster has of each object. */
export function withStates(
  node: TreeNode, stateOf: (path: string, object: TreeObject) => Pick<TreeObject, 'on' | 'pods'> | undefined,
): TreeNode {
  const { path, object, children } = node;
  return {
    ...node,
    ...(object && { object: { ...object, ...stateOf(path, object) } }),
    children: children.map(child => withStates(child, stateOf)),
  };
}

/** The construct at a path. */
export function nodeAtPath(root: TreeNode, path: string): TreeNode | undefined {
  if (root.path === path) return root;
  for (const child of root.children) {
    const found = path === child.path || path.startsWith(`${child.path}/`) ? nodeAtPath(child, path) : undefined;
    if (found) return found;
  }
  return undefined;
}

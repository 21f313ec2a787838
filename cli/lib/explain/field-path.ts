/** A value of a document, and how a user and JSON call it. */
export interface Node {
  /** `spec.template.spec.containers[app].image`; empty for the document. */
  readonly path: string;
  /** `/spec/template/spec/containers/0/image`. */
  readonly pointer: string;
  readonly value: unknown;
}

export function rootOf(document: unknown): Node {
  return { path: '', pointer: '', value: document };
}

/** What is right in a value. Items of lists are called by their names, where these tell them apart, else by their numbers. */
export function childrenOf({ path, pointer, value }: Node): Node[] {
  if (Array.isArray(value)) {
    const names = itemNames(value);
    return value.map((item, n) => ({ path: `${path}[${names?.[n] ?? n}]`, pointer: `${pointer}/${n}`, value: item }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, field]) => ({
    path: /^[\w-]+$/.test(key) ? [path, key].filter(Boolean).join('.') : `${path}[${key}]`,
    pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    value: field,
  }));
}

/** Mounts are known by their path: several mount one volume. */
function itemNames(items: readonly unknown[]): string[] | undefined {
  for (const field of ['mountPath', 'name']) {
    const names = items.map(item => (item as Record<string, unknown> | null)?.[field]);
    if (names.every(name => typeof name === 'string') && new Set(names).size === names.length) return names as string[];
  }
  return undefined;
}

/** The steps of a path: names and numbers in brackets, names after dots. A document's own keys may have dots in brackets only. */
export function stepsOf(path: string): string[] {
  return [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([whole, item]) => item ?? whole);
}

/** Where a path leads, or how far, and what is there. */
export type Found = { readonly node: Node } | { readonly missing: string; readonly at: Node };

/** The value that a user's path means. An item of a list may be named by its number, too. */
export function nodeAt(document: unknown, path: string): Found {
  let at = rootOf(document);
  for (const step of stepsOf(path)) {
    const next = childrenOf(at).find(child => isCalled(child, step));
    if (next === undefined) return { missing: step, at };
    at = next;
  }
  return { node: at };
}

/** All values to which the end of a path leads: `env[TZ]` of each container. */
export function nodesEndingIn(document: unknown, path: string): Node[] {
  const steps = stepsOf(path);
  const found: Node[] = [];
  const walk = (node: Node, above: readonly Node[]) => {
    for (const child of childrenOf(node)) {
      const line = [...above, child];
      const end = line.slice(-steps.length);
      if (end.length === steps.length && end.every((each, n) => isCalled(each, steps[n]))) found.push(child);
      walk(child, line);
    }
  };
  walk(rootOf(document), []);
  return found;
}

const isCalled = (node: Node, step: string): boolean => stepsOf(node.path).at(-1) === step || lastKey(node) === step;

export function lastKey({ pointer }: Node): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** An object in a document: the document itself, or an item of a List. */
export interface ListItem {
  readonly content: unknown;
  /** What its fields begin with: `items[0].`; empty for the document itself. */
  readonly prefix: string;
}

/**
 * The objects that are applied where a document is: of a List those in it. Items that say no kind have that of the list, as for
 * kubectl.
 */
export function listItems(content: unknown): ListItem[] {
  const { apiVersion, kind, items } = (content ?? {}) as { apiVersion?: unknown; kind?: unknown; items?: unknown };
  if (!Array.isArray(items) || !isListKind(kind)) return [{ content, prefix: '' }];
  const ofKind = kind.slice(0, -'List'.length);
  return items.flatMap((item: unknown, n) => {
    const typed = ofKind !== '' && isTypeless(item) ? { apiVersion, kind: ofKind, ...item } : item;
    return listItems(typed).map(({ content: inner, prefix }) => ({ content: inner, prefix: `items[${n}].${prefix}` }));
  });
}

/** Whether objects of a kind may be Lists of others. */
export function isListKind(kind: unknown): kind is string {
  return typeof kind === 'string' && kind.endsWith('List');
}

function isTypeless(item: unknown): item is object {
  return typeof item === 'object' && item !== null && !('kind' in item) && !('apiVersion' in item);
}

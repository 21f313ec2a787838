import { isOfDelivery } from './deliveries';
import { FieldSet, hasItems } from './field-set';
import { mergedBy } from '../fields/merge-keys';
import { item, Path } from '../fields/path';
import { isEqual, isFields } from '../fields/values';

/** What decides which fields of an object on a cluster are the user's. */
export interface Own {
  /** The document as it would be applied. */
  readonly document?: unknown;
  /** What was applied before. */
  readonly applied?: FieldSet;
  /** The document as the server would store it; what was applied once and is a default now is no difference. */
  readonly stored?: unknown;
  /** Whether lists that the server replaces as a whole count with all that is in them: so they do if defaults are known. */
  readonly isExact: boolean;
}

/**
 * The fields of an object that a document states, or that were applied and are no longer in it: neither those of others nor
 * defaults of the server.
 */
export function ownPart(live: unknown, { document, applied, stored, isExact }: Own, path: Path = []): unknown {
  const below = (value: unknown, step: string, own: Own) => ownPart(value, own, [...path, step]);
  if (isFields(live)) {
    // In the order of the document, whoever has stored it.
    const order = isFields(document)
      ? { ...Object.fromEntries(Object.keys(document).flatMap(name => (name in live ? [[name, live[name]]] : []))), ...live }
      : live;
    const fields = Object.entries(order).flatMap(([name, value]) => {
      const inDocument = isFields(document) && document[name] !== undefined;
      const own = {
        document: isFields(document) ? document[name] : undefined,
        applied: applied?.get(name),
        stored: isFields(stored) ? stored[name] : undefined,
        isExact,
      };
      if (!inDocument && !isLeft(own, value, [...path, name])) return [];
      const part = below(value, name, own);
      return !inDocument && isEmpty(part) && !isEmpty(value) ? [] : [[name, part] as const];
    });
    return Object.fromEntries(fields);
  }
  if (!Array.isArray(live)) return live;
  const stated: readonly unknown[] = Array.isArray(document) ? document : [];
  const kept: readonly unknown[] = Array.isArray(stored) ? stored : [];
  if (live.every(each => typeof each === 'string') && hasItems(applied)) {
    return live.filter(each => stated.includes(each) || applied?.has(item(each)));
  }
  const keyOf = mergedBy(path, live, stated);
  if (keyOf === undefined) {
    const isAlike = !isExact && stated.length === live.length;
    return isAlike ? live.map((each, n) => below(each, item(`${n}`), { document: stated[n], isExact })) : live;
  }
  return live.flatMap(each => {
    const key = item(keyOf(each));
    const find = (list: readonly unknown[]) => list.find(other => item(keyOf(other)) === key);
    const own = { document: find(stated), applied: applied?.get(key), stored: find(kept), isExact };
    return own.document === undefined && !isLeft(own, each, [...path, key]) ? [] : [below(each, key, own)];
  });
}

/** Whether a field was applied once, and is neither a default nor a mark of whoever delivers. */
function isLeft({ applied, stored }: Own, value: unknown, path: Path): boolean {
  return applied !== undefined && !isEqual(value, stored) && !isMark(path);
}

function isMark(path: Path): boolean {
  const [metadata, kind, name] = path;
  return path.length === 3 && metadata === 'metadata' && (kind === 'labels' || kind === 'annotations') && isOfDelivery(name);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

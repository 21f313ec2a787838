import { isList } from '../validation/words';

/** Maps of quantities: resources, quotas, the limits of a range. */
const MAPS = new Set(['capacity', 'default', 'defaultRequest', 'hard', 'limits', 'max', 'min', 'podFixed', 'requests']);
const SINGLE = new Set(['averageValue', 'divisor', 'sizeLimit']);

const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

export interface Quantity {
  readonly field: string;
  readonly isRight: boolean;
}

/** The texts at fields of a document that are quantities. */
export function quantitiesIn(content: unknown, field = '', isQuantity = false): Quantity[] {
  if (typeof content === 'string') return isQuantity ? [{ field, isRight: QUANTITY.test(content) }] : [];
  if (isList(content)) return content.flatMap((item, n) => quantitiesIn(item, `${field}[${n}]`));
  if (typeof content !== 'object' || content === null) return [];
  const above = /(\w*)$/.exec(field)![1];
  return Object.entries(content).flatMap(([key, value]) => {
    const at = /^[\w-]+$/.test(key) ? `${field}${field && '.'}${key}` : `${field}[${key}]`;
    return quantitiesIn(value, at, MAPS.has(above) || SINGLE.has(key));
  });
}

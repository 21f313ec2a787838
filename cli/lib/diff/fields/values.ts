export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value in nested fields, if all of them are there. */
export function valueIn(value: unknown, ...names: string[]): unknown {
  let at = value;
  for (const name of names) at = isFields(at) ? at[name] : undefined;
  return at;
}

/** The items of a list in nested fields: none if it is not there. */
export function listIn(value: unknown, ...names: string[]): readonly unknown[] {
  const list = valueIn(value, ...names);
  return Array.isArray(list) ? list : [];
}

export function textIn(value: unknown, ...names: string[]): string | undefined {
  const text = valueIn(value, ...names);
  return typeof text === 'string' ? text : undefined;
}

export function numberIn(value: unknown, ...names: string[]): number | undefined {
  const number = valueIn(value, ...names);
  return typeof number === 'number' ? number : undefined;
}

/** Whether two values say the same. The order of fields says nothing. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, n) => isEqual(each, other[n]));
  }
  if (!isFields(one) || !isFields(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every(name => name in other && isEqual(one[name], other[name]));
}

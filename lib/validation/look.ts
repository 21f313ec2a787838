/* A proxy may throw wherever it is looked at. Of a value that does nobody can tell anything, and it is refused as any other. */

/** Whether a class made the value. */
export function isA<T>(value: unknown, type: { readonly prototype: T }): value is T {
  return at(() => value instanceof (type as any)) ?? false;
}

/** Whether it is an object with a member of this name. */
export function has(value: unknown, name: string): value is object {
  return at(() => typeof value === 'object' && value !== null && name in value) ?? false;
}

/** A copy of an object with its own fields, since a getter could say something else later; what has no such copy itself. */
export function copyOf<T>(value: T): T {
  return at(() => typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : value) ?? value;
}

/** A member of an object; undefined if it is none, or has none of this name. */
export function memberOf(value: unknown, name: string): unknown {
  return at(() => typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined);
}

function at<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

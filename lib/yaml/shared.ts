const SHARED = new WeakSet<object>();

/** Marks a value that many pods share and that never changes, at any depth: it is rendered, converted and written once. */
export function share<T extends object>(value: T): T {
  SHARED.add(value);
  return value;
}

export function isShared(value: object): boolean {
  return SHARED.has(value);
}

/**
 * Calls `make` once for a shared value, and each time for any other. A shared value must always have the same other arguments.
 */
export function onceForShared<T extends object, Rest extends unknown[], R extends object>(
  make: (value: T, ...rest: Rest) => R,
): typeof make {
  const made = new WeakMap<T, R>();
  return (value, ...rest) => {
    const cached = made.get(value);
    if (cached) return cached;
    const result = make(value, ...rest);
    if (SHARED.has(value)) made.set(value, share(result));
    return result;
  };
}

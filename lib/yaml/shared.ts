const SHARED = new WeakSet<object>();

/** Says of a value that it is in many pods and never changes, nor anything in it: it is rendered, converted and written once. */
export function share<T extends object>(value: T): T {
  SHARED.add(value);
  return value;
}

export function isShared(value: object): boolean {
  return SHARED.has(value);
}

/**
 * Makes something of a shared value once, of any other each time. What else is given goes with the shared value wherever it is.
 */
export function onceForShared<T extends object, Rest extends unknown[], R extends object>(
  make: (value: T, ...rest: Rest) => R,
): typeof make {
  const made = new WeakMap<T, R>();
  return (value, ...rest) => {
    const known = made.get(value);
    if (known) return known;
    const result = make(value, ...rest);
    if (SHARED.has(value)) made.set(value, share(result));
    return result;
  };
}

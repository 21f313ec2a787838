const SHARED = new WeakSet<object>();

/** Says of a value that it is in many pods and never changes, nor anything in it: it is rendered, converted and written once. */
export function share<T extends object>(value: T): T {
  SHARED.add(value);
  return value;
}

export function isShared(value: object): boolean {
  return SHARED.has(value);
}

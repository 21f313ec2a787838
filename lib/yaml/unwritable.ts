/** A value that a manifest cannot contain, and where it is. */
export class Unwritable extends Error {
  /** The same error, its path starting one level further up. */
  public static under(key: string | number, error: unknown): unknown {
    return error instanceof Unwritable ? new Unwritable(error.rule, step(key) + error.path) : error;
  }

  constructor(private readonly rule: string, private readonly path: string = '') {
    super(`${path || 'the document'} ${rule}`);
  }
}

function step(key: string | number): string {
  return typeof key === 'string' && /^\w+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** The error for a value that JSON cannot contain. */
export function unwritable(value: unknown): Unwritable {
  return new Unwritable(`is ${describe(value)}, which JSON, and so a manifest, cannot contain. `
    + 'Write a plain object, a list, a string, a finite number or a boolean.');
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? `an instance of ${value!.constructor?.name || 'a class'}` : `a ${typeof value}`;
}

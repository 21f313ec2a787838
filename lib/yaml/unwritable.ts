/** What cannot stand in a manifest, and where in it. */
export class Unwritable extends Error {
  /** The same, seen from what holds it. */
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

/** The complaint about a value that JSON has no form for. */
export function unwritable(value: unknown): Unwritable {
  return new Unwritable(`is ${describe(value)}, which JSON, and so a manifest, cannot hold. `
    + 'Write a plain object, a list, a string, a finite number or a boolean.');
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? `an instance of ${value!.constructor?.name || 'a class'}` : `a ${typeof value}`;
}

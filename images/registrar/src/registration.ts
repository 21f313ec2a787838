import { isPath } from './paths';

/** How a pod asks to be registered. It is a claim: layout.ts tells what the pod's namespace may have. */
export interface Registration {
  readonly format: 'kingpin' | 'serverset';
  readonly path: string;
  readonly port: number;
  /** Other ports, by name. */
  readonly additional: ReadonlyArray<readonly [name: string, port: number]>;
  /** Whether the number at the end of the pod's name is its shard. */
  readonly numbered: boolean;
}

/** What a pod asks for cannot be. Trying again does not help. */
export class Refusal extends Error {}

/** The longest annotation that is read. */
export const LONGEST_ANNOTATION = 4096;
const MOST_ADDITIONAL = 16;

const KEYS = ['format', 'path', 'port', 'additional', 'numbered'];
/** Ports have names of at most 15 characters; other writers may have longer ones. */
const ENDPOINT = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/**
 * Reads the annotation of a pod, which any tenant may write.
 *
 * @throws Refusal
 */
export function registrationOf(text: string): Registration {
  if (text.length > LONGEST_ANNOTATION) throw new Refusal(`is longer than ${LONGEST_ANNOTATION} characters`);
  const given = fieldsOf(parsed(text), 'is');
  for (const key of given.keys()) if (!KEYS.includes(key)) throw new Refusal(`has an unknown field ${shown(key)}`);
  const format = given.get('format');
  if (format !== 'kingpin' && format !== 'serverset') throw new Refusal(`has an unknown format ${shown(format)}`);
  const path = given.get('path');
  if (!isPath(path)) throw new Refusal(`has a wrong path ${shown(path)}`);
  const numbered = given.get('numbered') ?? false;
  if (typeof numbered !== 'boolean') throw new Refusal('has a "numbered" that is neither true nor false');
  return { format, path, port: portOf(given.get('port')), additional: additionalOf(given.get('additional')), numbered };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('is not JSON');
  }
}

/** Own fields only: `__proto__` is a name like any other. */
function fieldsOf(value: unknown, what: string): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(`${what} no object`);
  return new Map(Object.entries(value));
}

function portOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 65535) {
    throw new Refusal(`has a wrong port ${shown(value)}`);
  }
  return value;
}

function additionalOf(value: unknown): Array<[string, number]> {
  if (value === undefined) return [];
  const fields = fieldsOf(value, 'has an "additional" that is');
  if (fields.size > MOST_ADDITIONAL) throw new Refusal(`has more than ${MOST_ADDITIONAL} additional endpoints`);
  return [...fields].map(([name, port]) => {
    if (!ENDPOINT.test(name)) throw new Refusal(`has an endpoint with the wrong name ${shown(name)}`);
    return [name, portOf(port)];
  });
}

/** Short enough for a line of the log. */
function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 80);
}

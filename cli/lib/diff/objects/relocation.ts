import { HASH } from './object-change';
import { PlannedObject } from './planned-object';
import { FieldChange } from '../fields/field-changes';

/** Where something was, and where it is. */
export interface Relocation {
  readonly from: Scope;
  readonly to: Scope;
}

type Scope = Pick<PlannedObject, 'cluster' | 'namespace'>;

/** Undefined for what is where it was. */
export function relocationOf(before: Scope | undefined, after: Scope | undefined): Relocation | undefined {
  if (before === undefined || after === undefined) return undefined;
  const isSame = before.cluster === after.cluster && before.namespace === after.namespace;
  return isSame ? undefined : { from: before, to: after };
}

/** `from the namespace a to b`. */
export function relocationText({ from, to }: Relocation): string {
  const said = (['cluster', 'namespace'] as const).filter(what => from[what] !== to[what]);
  return said.map(what => `from the ${what} ${from[what] ?? '(none)'} to ${to[what] ?? '(none)'}`).join(', ');
}

/** Whether a field only says where something is now: it names the new place as it named the old one. */
export function isImplied({ path, before, after }: FieldChange, { from, to }: Relocation): boolean {
  // Other things may be called as the one place or the other: on both sides, both count as the same.
  const names = [from.namespace, to.namespace, from.cluster, to.cluster].filter(name => name !== undefined);
  const words = new RegExp(`(?<![a-z0-9])(${names.map(escaped).join('|')})(?![a-z0-9])`, 'g');
  const neutral = (value: unknown) => JSON.stringify({ [path.at(-1) ?? '']: value }, withoutHash).replace(words, '\0');
  return neutral(before) === neutral(after);
}

/** Hashes of contents that name a place differ, too, in what names those; a number names nothing. */
function withoutHash(field: string, value: unknown): unknown {
  if (typeof value === 'number') return `n${value}n`;
  return typeof value === 'string' && /name$/i.test(field) ? value.replace(HASH, '') : value;
}

function escaped(name: string): string {
  return name.replace(/[^\w-]/g, '\\$&');
}

import { JsonPatch } from 'cdk8s';
import { tokensOf } from './pointer';
import { visible } from '../validation/words';

/** The operations that need only the place, not a value there. */
const MAKES = ['add', 'move', 'copy'];

const NEEDS_VALUE = ['add', 'replace', 'test'];

/** Why an operation cannot be done, if that is so. */
export function misfitOf(document: unknown, operation: JsonPatch): string | undefined {
  const { op, path, from, value } = operation._toJson();
  if (path === '') return 'its path is the whole of it';
  if (value === undefined && NEEDS_VALUE.includes(op)) return 'its value is undefined';
  const wrongSource = from === undefined ? undefined : missing(document, from, false);
  return wrongSource ?? missing(document, path, MAKES.includes(op));
}

/** What a pointer does not find, and what is there instead. */
function missing(document: unknown, pointer: unknown, makes: boolean): string | undefined {
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) return 'its path must begin with "/"';
  const tokens = tokensOf(pointer);
  let at = document;
  for (const [n, token] of tokens.entries()) {
    const isNew = makes && n === tokens.length - 1;
    if (!(isNew ? canHave(at, token) : has(at, token))) {
      const parent = tokens.slice(0, n).map(each => `/${each}`).join('');
      return visible(`there is no "${parent}/${token}", ${contentsOf(at, parent)}`);
    }
    at = (at as Record<string, unknown>)[token];
  }
  return undefined;
}

function has(parent: unknown, token: string): boolean {
  if (Array.isArray(parent)) return /^\d+$/.test(token) && Number(token) < parent.length;
  return typeof parent === 'object' && parent !== null && Object.prototype.hasOwnProperty.call(parent, token);
}

function canHave(parent: unknown, token: string): boolean {
  if (Array.isArray(parent)) return token === '-' || (/^\d+$/.test(token) && Number(token) <= parent.length);
  return typeof parent === 'object' && parent !== null;
}

function contentsOf(value: unknown, pointer: string): string {
  const where = pointer === '' ? 'there' : `in "${pointer}"`;
  if (Array.isArray(value)) return `and ${where} are ${value.length} items`;
  if (typeof value !== 'object' || value === null) return `and "${pointer}" is a ${typeof value}`;
  const names = Object.keys(value);
  return names.length === 0 ? `and nothing is ${where}` : `and ${where} are ${names.join(', ')}`;
}

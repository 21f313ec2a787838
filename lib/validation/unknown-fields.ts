import { isNear } from './near';
import { Problem } from './problem';
import { suggest } from './suggest';
import { keyed } from './words';

/** Fields of an object that has no others than the known ones. */
export function unknownFields(given: object, known: ReadonlySet<string>, field: string): Problem[] {
  let problems: Problem[] | undefined;
  for (const name in given) {
    if (known.has(name) || (given as Record<string, unknown>)[name] === undefined) continue;
    (problems ??= []).push(unknownField(name, known, field));
  }
  return problems ?? NONE;
}

const NONE: Problem[] = [];

function unknownField(name: string, known: ReadonlySet<string>, field: string): Problem {
  const names = [...known].filter(each => !each.startsWith('_'));
  const meant = names.find(each => isNear(each, name)) ?? longerOrShorter(name, names);
  return {
    field: fieldOf(field, name),
    rule: 'is no such property',
    fix: meant ? `Did you mean ${meant}?` : suggest('properties', names, name),
  };
}

/** `topology` for `topologyKey`, `periodSeconds` for `period`, unless several may be meant. */
function longerOrShorter(name: string, names: string[]): string | undefined {
  const found = names.filter(each => each.startsWith(name) || name.startsWith(each));
  return found.length === 1 ? found[0] : undefined;
}

function fieldOf(field: string, name: string): string {
  if (!/^\w+$/.test(name)) return keyed(field || 'props', name);
  return field === '' ? name : `${field}.${name}`;
}

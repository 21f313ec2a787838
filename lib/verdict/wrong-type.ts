import { isList, sortOf } from '../validation/words';

/** How the server says that a value is of another type: it names Go's type of the list, and no item. */
const WRONG = /cannot unmarshal (\w+)(?: (\S+))? into Go (?:struct field \w+\.(\S+)|value) of type (\S+?)\.?$/;

/** A value at a field, as the server would write that. */
export interface Place {
  readonly field: string;
  readonly value: unknown;
}

/** What is wrong at a field, and what to write there. */
export interface Told {
  readonly field?: string;
  readonly message: string;
  readonly fix?: string;
}

/** A value of another type than its field has, at each place where it is one; undefined if something else is said. */
export function wrongTypes(message: string, content: unknown): Told[] | undefined {
  const [, sort, value, at, type] = WRONG.exec(message) ?? [];
  if (at === undefined) return undefined;
  const wanted = wantedBy(type);
  const places = placesAt(at.split('.'), { field: '', value: content })
    .flatMap(place => within(place, wanted))
    .filter(place => goSort(place.value) === sort && (value === undefined || Number(value) === place.value));
  if (places.length === 0) return undefined;
  return places.map(place => ({
    field: place.field, message: `must be ${wanted.words}, and is ${sortOf(place.value)}`, fix: wanted.fix(place.value),
  }));
}

interface Wanted {
  readonly words: string;
  readonly fix: (given: unknown) => string;
  /** Whether it may be that of the items of a list, or of a map. */
  readonly ofItems: boolean;
  readonly ofValues: boolean;
}

function wantedBy(type: string): Wanted {
  if (/^u?int/.test(type)) return { words: 'a whole number', fix: numberFix, ofItems: true, ofValues: true };
  if (type === 'bool') return { words: 'a boolean', fix: () => 'Write true or false.', ofItems: true, ofValues: true };
  if (type.startsWith('[]')) return { words: 'a list', fix: () => 'Write a list: [ ... ].', ofItems: false, ofValues: false };
  if (type === 'string' || !/[.[]/.test(type)) return { words: 'a string', fix: stringFix, ofItems: true, ofValues: true };
  return { words: 'an object', fix: () => 'Write an object: { ... }.', ofItems: true, ofValues: false };
}

const numberFix = (given: unknown) => (
  typeof given === 'string' && /^\d+$/.test(given) ? 'Write the number without quotes.' : 'Write a whole number.'
);

/** It may be a Secret's, so that the value is not told. */
const stringFix = (given: unknown) => (typeof given === 'object' ? 'Write a string.' : 'Write it in quotes.');

/** The words of Go's decoder for a value of JSON. */
function goSort(value: unknown): string {
  if (isList(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function placesAt(names: string[], whole: Place): Place[] {
  return names.reduce((places, name) => places.flatMap(place => itemsOf(place).flatMap(item => memberOf(item, name))), [whole]);
}

/** A list is looked into, since the server names none of its items. */
function itemsOf({ field, value }: Place): Place[] {
  return isList(value) ? value.map((item, n) => ({ field: `${field}[${n}]`, value: item })) : [{ field, value }];
}

function memberOf({ field, value }: Place, name: string): Place[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return [{ field: field === '' ? name : `${field}.${name}`, value: (value as Record<string, unknown>)[name] }];
}

function within(place: Place, { ofItems, ofValues }: Wanted): Place[] {
  const { field, value } = place;
  if (isList(value)) return ofItems ? [place, ...itemsOf(place)] : [];
  if (!ofValues || typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).map(([key, each]) => ({ field: `${field}[${key}]`, value: each }))];
}

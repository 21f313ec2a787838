import { Dice } from './dice';
import { NASTY_NUMBERS, NASTY_TEXTS, NASTY_VALUES } from './nasty';

/** A document that was changed. */
export interface Mutated { readonly document: any; readonly mutation: string; readonly field: string }

interface Place { readonly holder: any; readonly name: string | number; readonly field: string }

/** A change of the value at a place, where it can be. */
interface Mutation {
  readonly suits?: (value: any, place: Place) => boolean;
  readonly change: (place: Place, dice: Dice) => void;
}

const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';
const isFlag = (value: unknown) => typeof value === 'boolean';
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNamed = (_: unknown, { name }: Place) => isText(name) && name !== '';

/** Puts another value in the place of one. */
const made = (value: (old: any, dice: Dice, holder: any) => unknown, suits?: Mutation['suits']): Mutation => ({
  suits, change: ({ holder, name }, dice) => { holder[name] = value(holder[name], dice, holder); },
});

/** Gives the value another name. */
const renamed = (rename: (name: string, dice: Dice) => string): Mutation => ({
  suits: isNamed,
  change: ({ holder, name }, dice) => {
    const value = holder[name];
    delete holder[name];
    holder[rename(String(name), dice)] = value;
  },
});

const otherCase = (text: string) => text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
const UNKNOWN = ['unknown', 'Name', 'imagePullSecrets', 'x'.repeat(300), '', 'status', 'a b'];

const MUTATIONS: Record<string, Mutation> = {
  'dropped': { change: ({ holder, name }) => { isNumber(name) ? holder.splice(name, 1) : delete holder[name]; } },
  'null': made(() => null),
  'another type': made((_, dice) => dice.pick(NASTY_VALUES)),
  'bad text': made((_, dice) => dice.pick(NASTY_TEXTS), isText),
  'bad part of a text': made((old, dice) => {
    const at = dice.whole(0, old.length);
    return old.slice(0, at) + dice.pick(NASTY_TEXTS) + old.slice(at);
  }, isText),
  'long text': made((old, dice) => old + 'x'.repeat(dice.pick([50, 64, 250, 254, 2000])), isText),
  'another case': made(old => otherCase(old), isText),
  'bad number': made((_, dice) => dice.pick(NASTY_NUMBERS.filter(Number.isFinite)), isNumber),
  'text instead': made(old => String(old), value => isNumber(value) || isFlag(value)),
  'negated': made(old => !old, isFlag),
  'empty': made(old => Array.isArray(old) ? [] : {}, value => Array.isArray(value) || isObject(value)),
  'twice': {
    suits: (_, { name }) => isNumber(name), change: ({ holder, name }) => { holder.push(structuredClone(holder[name])); },
  },
  'a null more': made(old => [...old, null], Array.isArray),
  'other order': made(old => [...old].reverse(), value => Array.isArray(value) && value.length > 1),
  'unknown field': made((old, dice) => ({ ...old, [dice.pick(UNKNOWN)]: dice.pick([1, 'x', {}, null]) }), isObject),
  'another case of the field': renamed(name => otherCase(name[0]) + name.slice(1)),
  'bad name of the field': renamed((_, dice) => dice.pick(NASTY_TEXTS)),
  'value of another field': made((_, dice, holder) => structuredClone(holder[dice.pick(Object.keys(holder))])),
};

/** The document with one to three changes. What says which object it is stays: a namespace has to be there. */
export function mutate(dice: Dice, document: any): Mutated {
  const mutated = structuredClone(document);
  const done: { readonly mutation: string; readonly field: string }[] = [];
  for (const count = dice.pick([1, 1, 1, 1, 2, 3]); done.length < count;) {
    const place = placeIn(mutated, dice);
    const mutation = dice.pick(Object.keys(MUTATIONS));
    const { suits, change } = MUTATIONS[mutation];
    if (suits && !suits(place.holder[place.name], place)) continue;
    change(place, dice);
    done.push({ mutation, field: place.field });
  }
  return {
    document: mutated, mutation: done.map(({ mutation }) => mutation).join(' + '),
    field: done.map(({ field }) => field).join(' + '),
  };
}

/** Mostly in what differs from kind to kind. */
function placeIn(document: any, dice: Dice): Place {
  const places = placesOf(document, '');
  const own = places.filter(({ field }) => !field.startsWith('.metadata'));
  return dice.pick(own.length > 0 && dice.chance(0.8) ? own : places);
}

const FIXED = ['.apiVersion', '.kind', '.metadata.namespace', '.metadata'];

function placesOf(holder: any, field: string): Place[] {
  return Object.keys(holder).flatMap((key): Place[] => {
    const name = Array.isArray(holder) ? Number(key) : key;
    const place = { holder, name, field: Array.isArray(holder) ? `${field}[]` : `${field}.${key}` };
    const inner = typeof holder[name] === 'object' && holder[name] !== null ? placesOf(holder[name], place.field) : [];
    return FIXED.includes(place.field) ? inner : [place, ...inner];
  });
}

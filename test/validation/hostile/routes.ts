import { Construct } from 'constructs';
import { Callable, CALLABLES, PROPERTIES, Slot, subtypesOf, supertypesOf } from './api';
import { EXPORTS, World } from './world';

/** Where a value is passed: to a function, or in a property of an object. */
export type Place = Slot & { readonly of: Callable | string };

/** What takes a value of a type on its way into an app: a place, or an object with more properties. */
type Step = Place | { readonly as: string };

/** Called by the library alone, with what it has made itself. */
const OWN_CALLS = /^(ComponentScope|InstallTarget)\.new\(|Component\.(suits|addTo|install)\(/;

/** Every place where the package takes a value of its users. */
export const PLACES: Place[] = [
  ...CALLABLES.flatMap(of => of.slots.map(slot => ({ ...slot, of }))),
  ...[...PROPERTIES].flatMap(([of, { own }]) => own.map(slot => ({ ...slot, of }))),
].filter(place => !OWN_CALLS.test(placeName(place)));

export function placeName({ of, name }: Place): string {
  return typeof of === 'string' ? `${of}.${name}` : `${of.owner}.${of.name}(${name})`;
}

/** Passes a value to where it belongs, and what is made of it on, until it is in an app. Returns what was made last. */
export function pass(world: World, place: Place, value: unknown): unknown {
  return stepsFrom(place).reduce((made, step) => take(world, step, made), take(world, place, value));
}

/** Several of a value, where its place takes several. */
export function several({ type: { many } }: Slot, value: unknown): unknown {
  if (many === undefined) return value;
  return many === 'list' ? [value] : { a: value };
}

function take(world: World, step: Step, value: unknown): unknown {
  if ('as' in step) return { ...world.example({ name: step.as }), ...value as object };
  if (typeof step.of === 'string') return { ...world.example({ name: step.of }), [step.name]: value };
  return world.call(step.of, step, value);
}

/** How what a place makes gets into an app: the shortest way. Not at all, for what is only asked for. */
function stepsFrom({ of }: Place): Step[] {
  if (typeof of !== 'string' && isEnd(of)) return [];
  const made = madeAt({ of });
  return (made !== undefined && isOwn(made) && wayFrom(made)) || [];
}

const WAYS = new Map<string, Step[] | undefined>();

function wayFrom(type: string): Step[] | undefined {
  if (!WAYS.has(type)) WAYS.set(type, findWay(type));
  return WAYS.get(type);
}

function findWay(from: string): Step[] | undefined {
  const seen = new Set([from]);
  const open: { type: string; steps: Step[] }[] = [{ type: from, steps: [] }];
  for (const { type, steps } of open) {
    const places = PLACES.filter(place => place.type.name === type);
    const end = places.find(({ of }) => typeof of !== 'string' && isEnd(of));
    if (end) return [...steps, end];
    const next = [
      ...places.map(place => ({ type: madeAt(place), steps: [...steps, place] })),
      ...subtypesOf(type).map(as => ({ type: as, steps: [...steps, { as }] })),
      ...supertypesOf(type).map(as => ({ type: as, steps })),
    ];
    for (const { type: made, steps: way } of next) {
      if (made === undefined || seen.has(made) || !isOwn(made)) continue;
      seen.add(made);
      open.push({ type: made, steps: way });
    }
  }
  return undefined;
}

/** The type of what has a value of that place. */
function madeAt({ of }: Pick<Place, 'of'>): string | undefined {
  if (typeof of === 'string') return of;
  return of.kind === 'new' ? of.owner : of.returns?.name;
}

/** Whether it is a type of this package. */
function isOwn(type: string): boolean {
  return PROPERTIES.has(type) || type in EXPORTS;
}

/** Whether it puts what it was given into an app. */
function isEnd({ owner, kind }: Callable): boolean {
  return kind === 'new' ? EXPORTS[owner].prototype instanceof Construct : kind === 'method' && owner === 'PodPlan';
}

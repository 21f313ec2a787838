import { isEmpty, read, writeFix } from './read';
import { argumentAt, At, NOTHING, Reading, within } from './reading';
import { refuseEmpty } from './scalars';
import { Mapping } from '../documents/node';
import { Argument, Arguments, argumentsOf } from '../model/arguments';
import { Call } from '../model/model';

/** Reads the arguments of a call, and makes it if they are sound. @param written how they are written */
export function call(
  reading: Reading, called: Call, at: At, make: (values: readonly unknown[]) => unknown, written = argumentsOf(called),
): unknown {
  const values = readArguments(reading, called, written, at);
  if (values === undefined || values.includes(NOTHING)) return NOTHING;
  return attempt(reading, at, () => make(values));
}

/** What a function makes; such as a Size of cdk8s below zero it may refuse to. */
export function attempt(reading: Reading, at: At, make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return reading.refuse(at, `is refused: ${message.replace(/[.\s]+$/, '')}`, 'Write another value.');
  }
}

function readArguments(reading: Reading, called: Call, written: Arguments, at: At): readonly unknown[] | undefined {
  const { alone, inOrder, byName, mayBeNone } = written;
  const { node } = at;
  const { parameters } = called;
  if (isEmpty(node) && !alone?.only) {
    if (!mayBeNone) refuseEmpty(reading, at);
    else reading.refuse(at, 'has no value', 'Write {} after the colon, if it takes nothing.');
    return undefined;
  }
  const isListed = typeof alone?.type === 'object' && 'list' in alone.type;
  if (alone && (alone.only || (node.type === 'list' ? isListed : node.type === 'scalar'))) {
    const [{ name, variadic }] = parameters;
    const value = read(reading, alone.type, at);
    // The library may name it by what the function calls it.
    reading.remember({ ...at, field: within(at, name, node).field });
    return variadic && Array.isArray(value) ? value : [value];
  }
  if (node.type === 'list' && inOrder) {
    const last = parameters.length - 1;
    const isTooMany = node.items.length > parameters.length && !parameters[last].variadic;
    if (isTooMany || parameters.some(({ required }, n) => required && n >= node.items.length)) {
      reading.refuse(
        at,
        `must have ${countOf(called)}, in this order: ${parameters.map(({ name }) => name).join(', ')}`,
        'Write these, or their names before them.',
      );
      return undefined;
    }
    return node.items.map((item, n) => {
      const { type, name } = parameters[Math.min(n, last)];
      return read(reading, type, argumentAt(at, n, name, item));
    });
  }
  if (node.type === 'mapping' && byName) {
    const values = readByName(reading, byName, at, node);
    const isSpread = parameters.at(-1)?.variadic && values?.length === parameters.length;
    return isSpread ? [...values!.slice(0, -1), ...values!.at(-1) as unknown[]] : values;
  }
  const names = [...byName?.keys() ?? []];
  reading.refuseSort(
    at,
    names.length === 0 ? 'empty: {}' : 'arguments by name',
    names.length === 0 ? 'Write {}.' : `Write { ${names[0]}: ... }. Known: ${names.join(', ')}.`,
  );
  return undefined;
}

function countOf({ parameters }: Call): string {
  const least = parameters.filter(({ required }) => required).length;
  return least === parameters.length ? `${least} values` : `${least} to ${parameters.length} values`;
}

function readByName(
  reading: Reading, known: ReadonlyMap<string, Argument>, at: At, node: Mapping,
): readonly unknown[] | undefined {
  const values: unknown[] = [];
  let sound = true;
  for (const entry of node.entries.values()) {
    const { name, value } = entry;
    const argument = known.get(name);
    if (!argument) {
      sound = false;
      reading.refuseName(at, entry, ['argument', 'arguments'], [...known.keys()]);
      continue;
    }
    const given = read(reading, argument.type, within(at, name, value));
    if (given === NOTHING) sound = false;
    else if (argument.field === undefined) values[argument.index] = given;
    else values[argument.index] = { ...values[argument.index] as object, [argument.field]: given };
  }
  for (const [name, { required, docs }] of known) {
    if (!required || node.entries.has(name)) continue;
    sound = false;
    reading.refuse(within(at, name, node), 'is missing', writeFix(name, docs));
  }
  // Parameters before a given one may be left out.
  return sound ? Array.from(values) : undefined;
}

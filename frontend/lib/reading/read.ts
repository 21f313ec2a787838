import { readNamed } from './named';
import { At, itemOf, NOTHING, Reading, within } from './reading';
import { readBoolean, readNumber, readString, refuseEmpty } from './scalars';
import { readClass } from './values';
import { Node, plainOf } from '../documents/node';
import { suggest } from '../documents/suggest';
import { StructType, TypeRef, typeOf } from '../model/model';
import { LEFT_OUT, NAMED_FORMS } from '../model/short-forms';

/** A value of a type, or NOTHING if it cannot be had. */
export function read(reading: Reading, type: TypeRef, at: At): unknown {
  reading.remember(at);
  if (type === 'string') return readString(reading, at);
  if (type === 'number') return readNumber(reading, at);
  if (type === 'boolean') return readBoolean(reading, at);
  if (type === 'any') return plainOf(at.node);
  if ('list' in type) return readList(reading, type.list, at);
  if ('map' in type) return readMap(reading, type.map, at);
  const named = NAMED_FORMS[type.ref];
  if (named) return readNamed(reading, named, at);
  const described = typeOf(type.ref);
  if (described.type === 'struct') return readStruct(reading, described, type.ref, at);
  if (described.type === 'enum') return readEnum(reading, type.ref, Object.keys(described.members), at);
  if (described.type === 'class') return readClass(reading, type.ref, described, at);
  throw new Error(`There is no form for ${type.ref}.`);
}

function readList(reading: Reading, type: TypeRef, at: At): unknown {
  const { node } = at;
  if (node.type !== 'list') {
    return isEmpty(node)
      ? refuseEmpty(reading, at)
      : reading.refuseSort(at, 'a list', 'Write each item in a line that begins with "- ", or all in [ ].');
  }
  const items = node.items.map((item, n) => read(reading, type, itemOf(at, n, item)));
  const kept = [...items.keys()].filter(n => items[n] !== NOTHING);
  if (kept.length < items.length) reading.kept.set(at.field, kept);
  return kept.map(n => items[n]);
}

function readMap(reading: Reading, type: TypeRef, at: At): unknown {
  const { node } = at;
  if (node.type !== 'mapping') {
    return isEmpty(node)
      ? refuseEmpty(reading, at)
      : reading.refuseSort(at, 'values by name', 'Write lines of "name: value".');
  }
  const entries = [...node.entries.values()].map(({ name, value }) => [name, read(reading, type, within(at, name, value))]);
  return Object.fromEntries(entries.filter(([, value]) => value !== NOTHING));
}

function readStruct(reading: Reading, struct: StructType, name: string, at: At): unknown {
  const { node } = at;
  const names = propertyNames(struct, name);
  if (node.type !== 'mapping') {
    return isEmpty(node)
      ? refuseEmpty(reading, at)
      : reading.refuseSort(at, 'properties by name', `Known properties: ${names.join(', ')}.`);
  }
  const properties: [string, unknown][] = [];
  for (const entry of node.entries.values()) {
    const { name: given, value } = entry;
    if (names.includes(given)) properties.push([given, read(reading, struct.properties[given].type, within(at, given, value))]);
    else reading.refuseName(at, entry, ['property', 'properties'], names);
  }
  for (const missing of names.filter(each => struct.properties[each].required && !node.entries.has(each))) {
    reading.refuse(within(at, missing, node), 'is missing', writeFix(missing, struct.properties[missing].docs));
  }
  return Object.fromEntries(properties.filter(([, value]) => value !== NOTHING));
}

/** The properties of a struct that a document may have. */
export function propertyNames(struct: StructType, name: string): string[] {
  return Object.keys(struct.properties).filter(each => !(`${name}.${each}` in LEFT_OUT));
}

/** With the first sentence of what it is, in quotes, which nobody takes for its value. */
export function writeFix(name: string, docs: string): string {
  const what = docs.split('\n')[0].replace(/[:,.]?$/, '');
  return what === '' ? `Write ${name}.` : `Write ${name} ("${what}").`;
}

function readEnum(reading: Reading, name: string, members: string[], at: At): unknown {
  const { node } = at;
  if (isEmpty(node)) return refuseEmpty(reading, at);
  if (node.type !== 'scalar') return reading.refuseSort(at, 'one word', `Write one of ${members.join(', ')}.`);
  if (!members.includes(node.source)) {
    return reading.refuse(
      at, `is none of ${name.split('.')[1]}`, suggest('values', members, node.source),
    );
  }
  return reading.finders.classOf(name)[node.source];
}

export function isEmpty(node: Node): boolean {
  return node.type === 'scalar' && node.value === null;
}

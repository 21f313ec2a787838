import { propertyNames, read } from './read';
import { At, Finders, NOTHING, Reading } from './reading';
import { Fault } from '../documents/fault';
import { Mapping, Node } from '../documents/node';
import { StructType, typeOf } from '../model/model';

/** What was read of the spec of a document. */
export interface Spec<T> {
  readonly value: T;
  readonly written: WrittenParts;
}

/** What was found out while it was read, by the names that the library gives the properties: see Reading. */
export interface WrittenParts {
  readonly places: Map<string, At>;
  readonly faulty: Set<string>;
  readonly kept: Map<string, readonly number[]>;
}

/** Reads the properties of a construct. */
export function readSpec<T extends object>(type: string, spec: Node, finders: Finders, faults: Fault[]): Spec<T> {
  const reading = new Reading(finders);
  const value = read(reading, { ref: type }, { node: spec, path: 'spec', field: '' });
  faults.push(...reading.faults);
  return { value: (value === NOTHING ? {} : value) as T, written: reading };
}

/** The same without a property, which is read elsewhere. */
export function withoutField(node: Mapping, name: string): Mapping {
  return { ...node, entries: new Map([...node.entries].filter(([each]) => each !== name)) };
}

/** Names of the properties that a document may have. */
export function propertiesOf(type: string): string[] {
  return propertyNames(typeOf(type) as StructType, type);
}

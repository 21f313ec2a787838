import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectPatches } from '../tree/object-patches';
import { tokensOf } from '../tree/pointer';

/** Whether a JSON patch of the object itself has written what is at a field, or something in which that is. */
export function isPatched(construct: IConstruct, field: string): boolean {
  if (!ApiObject.isApiObject(construct) || field === '') return false;
  return objectPatches(construct).some(patch => {
    const { op, path } = patch._toJson() as { op: string; path: string };
    return writes(op, path, field);
  });
}

/** Whether an operation of a JSON patch writes what is at a field, or something in which that is. */
export function writes(operation: string, path: string, field: string): boolean {
  return writesInto(operation, path, field.split(/[.[\]]+/).filter(name => name !== ''));
}

/** The same of a field whose names are known one by one. */
export function writesInto(operation: string, path: string, names: readonly string[]): boolean {
  return operation !== 'remove' && operation !== 'test'
    && tokensOf(path).every((part, n) => part === names[n] || (part === '-' && /^\d+$/.test(names[n] ?? '')));
}

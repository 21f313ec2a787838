import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectPatches } from '../tree/object-patches';

/** Whether a JSON patch of the object itself has written what is at a field, or something in which that is. */
export function isPatched(construct: IConstruct, field: string): boolean {
  if (!ApiObject.isApiObject(construct) || field === '') return false;
  const names = field.split(/[.[\]]+/).filter(name => name !== '');
  return objectPatches(construct).some(patch => {
    const { op, path } = patch._toJson() as { op: string; path: string };
    const parts = path.split('/').slice(1).map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return op !== 'remove' && op !== 'test' && parts.every((part, n) => part === names[n] || (part === '-' && /^\d+$/.test(names[n] ?? '')));
  });
}

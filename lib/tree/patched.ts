import { IConstruct } from 'constructs';
import { Attachment } from './attachment';

const PATCHED = new Attachment<() => boolean>('Patched');

/** Says how to tell, once the tree is whole, whether somebody has patched what a construct makes. */
export function tellPatched(scope: IConstruct, isPatched: () => boolean): void {
  PATCHED.attach(scope, isPatched);
}

/** Whether the objects of a construct are as it has made them. Of what says nothing nobody knows. */
export function isAsMade(construct: IConstruct): boolean {
  return PATCHED.of(construct)?.() === false;
}

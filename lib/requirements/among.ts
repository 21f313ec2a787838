import { Requirement } from './requirement';
import { AS_IT_IS, listOf } from '../validation/judge';
import { isA } from '../validation/look';
import { required } from '../validation/required';

/** Those of a workload's requirements that are of one class. */
export function amongOf<T extends Requirement>(
  requirements: Requirement[], type: { readonly prototype: T }, called: string,
): T[] {
  return required(called, 'requirements', requirements, REQUIREMENTS).filter(each => isA(each, type));
}

const REQUIREMENTS = listOf(AS_IT_IS);

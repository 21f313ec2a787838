import { Place } from './reason-tables';
import { SCOPE } from '../tree/field-reasons';

/** Something in a pod that has an author of its own. */
export interface ItemPlace {
  readonly type: string;
  readonly name: string;
  readonly container?: string;
}

/** Where a field of an object is. */
export interface FieldPlace extends Place {
  /** The innermost item of the pod in which it is, and the containers and volumes around that. */
  readonly item?: ItemPlace;
  /** Whether it is in a pod template. */
  readonly inPod: boolean;
  /** In the spec of the pod: where patches count from. */
  readonly patchedAt?: readonly string[];
}

/**
 * Where a field is: in an object, in the pods that it makes, or in one of their containers.
 *
 * @param podAt where pod templates are in it: `spec.template`
 * @param application the name of the application's container
 */
export function placeOf(kind: string, names: readonly string[], podAt: readonly string[][], application: string): FieldPlace {
  const at = podAt.find(template => template.every((name, n) => names[n] === name));
  if (at !== undefined) return inPod(names.slice(at.length), application);
  const isJob = kind === 'CronJob' && names[0] === 'spec' && names[1] === 'jobTemplate';
  return isJob ? { scope: 'Job', names: names.slice(2), inPod: false } : { scope: kind, names, inPod: false };
}

const ITEMS: Record<string, string> = { labels: 'label', annotations: 'annotation', env: 'variable', volumeMounts: 'mount' };

function inPod(names: readonly string[], application: string): FieldPlace {
  const [part, field, name, inner, innerName] = names;
  const base = { scope: SCOPE.POD, names, inPod: true };
  if (part === 'metadata') {
    return { ...base, ...(name !== undefined && ITEMS[field] && { item: { type: ITEMS[field], name } }) };
  }
  const patchedAt = names.slice(1);
  if (name === undefined) return { ...base, patchedAt };
  if (field === 'volumes') return { ...base, patchedAt, item: { type: 'volume', name } };
  if (field !== 'containers' && field !== 'initContainers') return { ...base, patchedAt };
  const type = innerName === undefined ? undefined : ITEMS[inner];
  return {
    scope: name === application ? SCOPE.APP : SCOPE.CONTAINER,
    names: names.slice(3),
    inPod: true,
    patchedAt,
    item: type ? { type, name: innerName, container: name } : { type: 'container', name },
  };
}

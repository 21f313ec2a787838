import { IConstruct } from 'constructs';
import { writes } from './patched-field';
import { PodItem, PodItemType } from '../pod/pod-item';
import { Origin } from '../tree/origin';
import { valueAt } from '../verdict/field-value';

/** What at a field of a document somebody has put there. */
export interface Piece {
  readonly origin: Origin;
  /** The container that it is in, if it is in one. */
  readonly container?: string;
  /** The field within that: `image`, `env[0].value`. */
  readonly within?: string;
  /** The patch of the pod that has written it, if one has: `add /hostname`. */
  readonly patch?: string;
}

/** Who put there what is at a field: of the pods of a workload it knows itself, of all else it is who made the object. */
export function pieceAt(construct: IConstruct, content: unknown, field: string): Piece {
  const items = itemsAbove(construct);
  const [, at, list, within = ''] = /^(.*?\bspec\.(initContainers|containers|volumes)\[[^\]]*\])\.?(.*)$/.exec(field) ?? [];
  const name = at === undefined ? undefined : nameOf(valueAt(content, at), 'name');
  const whole = { origin: Origin.of(construct) };
  const patch = items && patchOf(items, field, name, within);
  if (patch !== undefined) return { origin: patch.origin, container: patch.container, patch: patch.name };
  if (items === undefined || name === undefined) return whole;
  if (list === 'volumes') return itemIn(items, PodItemType.VOLUME, name) ?? whole;
  const container = itemIn(items, PodItemType.CONTAINER, name);
  if (container === undefined) return whole;
  return { origin: (partOf(items, content, at, within, name) ?? container).origin, container: name, within };
}

/** Of the pod's spec, or of a container in it. */
function patchOf(items: PodItem[], field: string, container: string | undefined, within: string): PodItem | undefined {
  const [, inPod] = /^(?:.*\btemplate\.)?spec\.(.*)$/.exec(field) ?? [];
  return items.find(({ type, name, container: of }) => {
    if (type !== PodItemType.PATCH || (of !== undefined && of !== container)) return false;
    const [operation, path] = name.split(' ');
    const at = of === undefined ? inPod : within;
    return at !== undefined && at !== '' && writes(operation, path, at);
  });
}

/** A variable or a mount may be of somebody else than its container. */
function partOf(items: PodItem[], content: unknown, at: string, within: string, container: string): Piece | undefined {
  const [part, list] = /^(env|volumeMounts)\[[^\]]*\]/.exec(within) ?? [];
  if (part === undefined) return undefined;
  const [type, key] = list === 'env' ? [PodItemType.VARIABLE, 'name'] : [PodItemType.MOUNT, 'mountPath'];
  const name = nameOf(valueAt(content, `${at}.${part}`), key);
  return name === undefined ? undefined : itemIn(items, type, name, container);
}

const itemIn = (items: PodItem[], type: PodItemType, name: string, container?: string): PodItem | undefined => (
  items.find(item => item.type === type && item.name === name && item.container === container)
);

function nameOf(value: unknown, key: string): string | undefined {
  const name = (value as Record<string, unknown> | undefined)?.[key];
  return typeof name === 'string' ? name : undefined;
}

/** Those of the workload whose object it is. */
function itemsAbove(construct: IConstruct): PodItem[] | undefined {
  const all = construct.node.scopes.map(each => (each as { podItems?: PodItem[] }).podItems);
  return all.filter(Array.isArray).pop();
}

import { TaintEffect } from 'cdk8s-plus-27';
import type { Toleration as TolerationSpec } from 'kubernetes-types/core/v1';
import { emptyOr, flat, oneOf, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { valueObject } from '../validation/value-object';

/** A taint of nodes. */
export interface Taint {
  /** Its key, such as `node-role.kubernetes.io/control-plane`. */
  readonly key: string;

  /**
   * Its value.
   *
   * @default - any
   */
  readonly value?: string;

  /**
   * What it does to pods that do not tolerate it.
   *
   * @default - any
   */
  readonly effect?: TaintEffect;
}

/** Lets pods run on nodes with taints. */
export class Toleration {
  /** On every node, whatever its taints: for daemons that every node needs. */
  public static everything(): Toleration {
    return new Toleration();
  }

  /** Also on nodes with this taint. */
  public static taint(taint: Taint): Toleration {
    return new Toleration(taint);
  }

  private constructor(
    /** The taint; every one if undefined. */
    public readonly tolerated?: Taint,
  ) {}
}

export function tolerationSpec({ tolerated }: Toleration): TolerationSpec {
  if (!tolerated) return { operator: 'Exists' };
  const { key, value, effect } = tolerated;
  return { key, operator: value === undefined ? 'Exists' : 'Equal', ...(value && { value }), ...(effect && { effect }) };
}

/** Taints as the API server takes them. */
export const TAINT_SHAPE = shape({
  key: text(KINDS.labelKey),
  value: optional(emptyOr(text(KINDS.labelValue, { fix: 'Write the value of the nodes\' taint.' }))),
  effect: optional(oneOf(TaintEffect, 'TaintEffect')),
}, 'Write { key }.');

const FIX = 'Write for example Toleration.everything().';

export const TOLERATION_SHAPE = valueObject('tolerated', shape({ tolerated: optional(flat(TAINT_SHAPE)) }, FIX), FIX);

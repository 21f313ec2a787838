/** Why fields of objects are as they are. */
export interface FieldReason {
  /** Half a sentence, without a full stop. */
  readonly why: string;
  /** The properties of a workload that decide it, by their paths: `container.image`. */
  readonly by: readonly string[];
  /** Whether the platform decides it, whoever has made what the field is in. */
  readonly ofPlatform?: boolean;
}

/** In place of a property: a change of almost any leads to another value. */
export const ANY_CHANGE = '*';

/** In what a reason's field is, beside the kinds of objects. */
export const SCOPE = {
  /** Any object. */
  ANY: '*',
  /** A pod template, of whatever object. */
  POD: 'Pod',
  /** The container of the application. */
  APP: 'App',
  /** Any other container. */
  CONTAINER: 'Container',
} as const;

/**
 * Reasons by scope, and by field. A field stands for all that is in it, unless that has a reason of its own: `spec.strategy`. `*` is
XX
 */
export type FieldReasons = Readonly<Record<string, Readonly<Record<string, FieldReason>>>>;

/** Decided by these properties, else by whoever has made it. */
export function because(why: string, ...by: string[]): FieldReason {
  return { why, by };
}

/** Decided by the platform, as far as these properties leave it to it. */
export function byPlatform(why: string, ...by: string[]): FieldReason {
  return { why, by, ofPlatform: true };
}

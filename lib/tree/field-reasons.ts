/** Why fields of objects are as they are. */
export interface FieldReason {
  /** Half a sentence, without a full stop. */
  readonly why: string;
  /**
   * The properties of a workload that decide it, by their paths: `container.image`; with conditions, `secrets[].onChange`, if
   * one of the secrets has that, or `shards?storage[].scope=1`, if the other holds, too.
   */
  readonly by: readonly string[];
  /** Whether the platform decides it, whoever has made what the field is in. */
  readonly ofPlatform?: boolean;
  /** If this property is written, it alone decides. */
  readonly first?: string;
  /** What the workload has from above that decides it: `chart.namespace`, `cluster.region`. */
  readonly inherits?: readonly string[];
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
  /** The same, where it ends the sidecars of its pod when it ends. */
  ENDING_APP: 'EndingApp',
  /** Any other container. */
  CONTAINER: 'Container',
  /** Before a kind: an object of it that the workloads of a chart share. */
  SHARED: 'shared',
} as const;

/**
 * Reasons by scope, and by field such as `spec.strategy`, which stands for all in it but what has a reason of its own.
 * `*` is any name or index; items of lists have their names: `env[TZ]`. The empty field is the whole object, and `.` only its
 * existence.
 */
export type FieldReasons = Readonly<Record<string, Readonly<Record<string, FieldReason>>>>;

/** Decided by these properties, else by whoever has made it. */
export function because(why: string, ...by: string[]): FieldReason {
  return { why, by };
}

/** Decided by what is above the workload, and by these of its properties. */
export function inheriting(why: string, inherits: readonly string[], ...by: string[]): FieldReason {
  return { why, by, inherits };
}

/** Decided by the platform, as far as these properties leave it to it. */
export function byPlatform(why: string, ...by: string[]): FieldReason {
  return { why, by, ofPlatform: true };
}

/** The same, unless this property is written, which alone decides then. */
export function unlessWritten(first: string, reason: FieldReason): FieldReason {
  return { ...reason, by: [first, ...reason.by], first };
}

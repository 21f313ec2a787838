/** A kind of string. Each has one rule, wherever such a string enters. */
export interface TextKind {
  /** The rule, as in a problem. */
  readonly rule: string;
  /** A string of the kind. It also takes the place of one that is refused, so that building goes on. */
  readonly example: string;
  /** Whether a string is of the kind. */
  readonly holds: (text: string) => boolean;
  /** Whether it is for people, who may well write of something "undefined". */
  readonly prose?: boolean;
}

/** A kind whose strings match a pattern. */
export function matching(pattern: RegExp, rule: string, example: string): TextKind {
  return { rule, example, holds: text => pattern.test(text) };
}

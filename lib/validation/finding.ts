import { Problem } from './problem';
import { visible } from './words';

/** A problem or warning that a synth has found, and where. */
export interface Finding {
  /**
   * Path of the construct; empty for the app itself.
   *
   * @default - it is not about one construct
   */
  readonly path?: string;

  /** The text for people. */
  readonly message: string;

  /**
   * The same in its parts: field, value, rule and fix.
   *
   * @default - there is only the message, as from cdk8s and from validations of your own
   */
  readonly problem?: Problem;
}

/** Shown for the app itself, whose path is empty. */
const ROOT = 'app';

/** A line for a person: the path in brackets, and the message. */
export function lineOf({ path, message }: Finding): string {
  return path === undefined ? message : `[${visible(path || ROOT)}] ${message}`;
}

import { Problem } from './problem';

/** Something that a synth has found, and where. */
export interface Finding {
  /**
   * Path of the construct.
   *
   * @default - it is no construct's
   */
  readonly path?: string;

  /** In words. */
  readonly message: string;

  /**
   * The same, in its parts.
   *
   * @default - whoever found it said it in words only
   */
  readonly problem?: Problem;
}

/** What stands for the path of the app itself, which is empty. */
const ROOT = 'app';

/** A line for a person: the path in brackets, and the message. */
export function lineOf({ path, message }: Finding): string {
  return path === undefined ? message : `[${path || ROOT}] ${message}`;
}

import { SourcePlace } from '../tree/source-place';
import { ToldFinding } from '../tree/told-finding';
import { inWords } from '../validation/words';

/** A problem or warning. */
export interface RecordedFinding {
  /**
   * The path of the construct; empty for the app itself.
   *
   * @default - it is not about one construct
   */
  readonly path?: string;

  /** The text for people: `field = value: rule. fix`. */
  readonly message: string;

  /**
   * The property that is wrong, such as `scaling.min`.
   *
   * @default - there is only the message
   */
  readonly field?: string;

  /**
   * The value that was given, in words.
   *
   * @default - none
   */
  readonly value?: string;

  /**
   * The rule that it breaks.
   *
   * @default - there is only the message
   */
  readonly rule?: string;

  /**
   * What to write instead.
   *
   * @default - there is only the message
   */
  readonly fix?: string;

  /**
   * Where in the source it is.
   *
   * @default - where its construct is
   */
  readonly place?: SourcePlace;
}

export function recordedFinding({ path, message, problem, place }: ToldFinding): RecordedFinding {
  if (problem === undefined) return { path, message, place };
  const { field, value, rule, fix } = problem;
  return { path, message, field, value: value === undefined ? undefined : inWords(value), rule, fix, place };
}

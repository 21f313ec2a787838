import { Contender } from './contender';
import { Measurement } from './measure';

/** What a contender cost at one size. */
export interface Result {
  readonly contender: Contender;
  readonly workloads: number;
  /** Undefined if it was not run, or ended. */
  readonly first?: Measurement;
  /** The same once more, with its output already there. */
  readonly again?: Measurement;
  /** Whether it was ended because it took too long. */
  readonly overLimit: boolean;
}

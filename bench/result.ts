import { Contender } from './contender';
import { Measurement } from './measure';

/** The cost of a contender at one size. */
export interface Result {
  readonly contender: Contender;
  readonly workloads: number;
  /** Undefined if it was not run, or was stopped. */
  readonly first?: Measurement;
  /** A second run, with its output already in place. */
  readonly again?: Measurement;
  /** Whether it was stopped because it took too long. */
  readonly overLimit: boolean;
}

import { Failure } from '../cluster/read';

/** What could not be looked at. */
export interface NotRead {
  readonly what: string;
  readonly namespace?: string;
  readonly failure: Failure;
}

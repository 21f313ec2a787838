/** Why something could not be read. */
export interface Failure {
  readonly reason: FailureReason;
  /** What kubectl or the server said, safe to print. */
  readonly message: string;
}

export enum FailureReason {
  /** The user has no permission. */
  FORBIDDEN = 'forbidden',
  /** There is no such object, or the server has no such resource. */
  NOT_FOUND = 'not found',
  /** There is no kubectl, no such context, no answer, or the user is not known. */
  UNREACHABLE = 'unreachable',
  /** The server has forgotten what a page or a watch went on from: begin anew. */
  EXPIRED = 'expired',
  /** It was ended by the user. */
  ENDED = 'ended',
  OTHER = 'other',
}

/** What was read, or why it was not: one missing permission must not fail the rest. */
export type Read<T> =
  | { readonly value: T; readonly failure?: undefined }
  | { readonly failure: Failure; readonly value?: undefined };

/** The same answer, of another form. */
export function mapRead<T, U>(read: Read<T>, form: (value: T) => U): Read<U> {
  return read.failure === undefined ? { value: form(read.value as T) } : { failure: read.failure };
}

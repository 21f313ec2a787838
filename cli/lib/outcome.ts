/** What a command's exit code says. */
export enum Outcome {
  /** All is well. */
  FINE = 0,
  /** It has found something: a problem, a difference, a workload that is not well. */
  FOUND = 1,
  /** It could not do what it was asked. */
  COULD_NOT = 2,
}

/** Why a command could not do what it was asked, and what to do about it. */
export class CouldNot extends Error {
  /**
   * @param message what could not be done, and why: a sentence
   * @param fix what to do, as a sentence
   */
  constructor(message: string, public readonly fix: string) {
    super(message);
  }
}

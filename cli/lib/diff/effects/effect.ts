/** What a change does to pods. */
export enum Effect {
  /** They are replaced by new ones. */
  RESTART = 'restart',
  /** Nothing restarts by itself: only pods that are made later are other ones. */
  LATER = 'later',
  START = 'start',
  END = 'end',
}

/** What a change does to the pods of an object, and how, in words. */
export interface Course {
  readonly effect: Effect;
  readonly how: string;
}

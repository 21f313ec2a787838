import { RECLAIM_LABEL } from './keys';

/** May be removed once it has finished: pods, and the runs that a CronJob makes; no manifest has them. */
export const RECLAIM_FINISHED = { [RECLAIM_LABEL]: 'when-finished' };

/** May be removed once nothing names it any more: pods of an older version may, and what they are made of. */
export const RECLAIM_UNNAMED = { [RECLAIM_LABEL]: 'when-unnamed' };

/** Must never be removed automatically: it holds data that outlives the pods. */
export const RECLAIM_NEVER = { [RECLAIM_LABEL]: 'never' };

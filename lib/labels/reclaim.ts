import { RECLAIM_LABEL } from './keys';

/** May be removed once its run has finished. */
export const RECLAIM_FINISHED = { [RECLAIM_LABEL]: 'when-finished' };

/** Must never be removed automatically: it holds data that outlives the pods. */
export const RECLAIM_NEVER = { [RECLAIM_LABEL]: 'never' };

import { RECLAIM_LABEL } from './keys';

/** May go once its run has finished. */
export const RECLAIM_FINISHED = { [RECLAIM_LABEL]: 'when-finished' };

/** Never goes by itself: it holds data that is meant to outlive the pods. */
export const RECLAIM_NEVER = { [RECLAIM_LABEL]: 'never' };

import { DOMAIN } from './domain';

/** Tells a garbage collector, beside the owner's label, what it may remove without asking. */
export const RECLAIM_LABEL = `${DOMAIN}/reclaim`;

/** Once its run has finished. */
export const RECLAIM_FINISHED = { [RECLAIM_LABEL]: 'when-finished' };

/** Never by itself: it holds data that is meant to outlive the pods. */
export const RECLAIM_NEVER = { [RECLAIM_LABEL]: 'never' };

/** How the pods of a store start and stop. It cannot change later. */
export enum StartOrder {
  /**
   * One after the other: a pod starts once all before it are ready, and stops once all after it are gone.
   * If an update is stuck at a pod that never gets ready, it goes on only after you delete that pod.
   */
  ORDERED = 'OrderedReady',

  /** All at once, for stores whose members find each other before they are ready. Updates still go pod by pod. */
  PARALLEL = 'Parallel',
}

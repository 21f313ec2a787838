/** How the pods of a store start and stop. It cannot change later. */
export enum StartOrder {
  /**
   * One after the other: a pod starts once all before it are ready, and stops once all after it are gone.
   * An update that got stuck at a pod which never gets ready goes on only once that pod has been deleted.
   */
  ORDERED = 'OrderedReady',

  /** All at once, as stores need whose members find each other before they are ready. Updates still go pod by pod. */
  PARALLEL = 'Parallel',
}

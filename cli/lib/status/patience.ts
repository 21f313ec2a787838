import { Urgency } from './finding';

/**
 * Seconds for which a thing may be as it is before a person has to look. They are longer than what a rollout takes on a busy
 * cluster: an alarm that ends by itself is not believed the next time.
 */
export const PATIENCE = {
  /** A pod is started again, a registry asked again, a volume attached. */
  retry: 120,
  /** The objects of one change are applied one after the other. */
  applied: 30,
  /** A pod finds no node; one with an autoscaler says so by an event, and has the next. */
  scheduling: 60,
  newNode: 900,
  /** A container that has not been ready since its start. */
  start: 120,
  /** A container that runs before the application: it may fetch much. */
  initial: 600,
  /** A container that was ready, and no longer is. */
  relapse: 60,
  /** A certificate is issued; some authorities look into DNS. */
  certificate: 120,
  /** An autoscaler has its first metrics. */
  metrics: 180,
  /** A controller sees a change. */
  controller: 60,
  /** A pod ends: added to its own grace period. */
  ending: 60,
} as const;

/** Whether it needs a person by now. */
export function urgencyAfter(seconds: number, patience: number): Urgency {
  return seconds >= patience ? Urgency.PERSON : Urgency.ITSELF;
}

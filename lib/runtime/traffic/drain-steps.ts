/*
 * When the proxy does what, in seconds from the beginning of the drain on. The application's hook starts at once, the proxy's is
 * a process that a busy node starts seconds later: what is still sent here when the application has ended is lost.
 */

/** Clients of HTTP/2, which keep their connections, are told to go with most to spare. */
export function handedOverAfter(drainSeconds: number): number {
  return rounded(drainSeconds * 0.4);
}

/** Nothing new is accepted. */
export function closedAfter(drainSeconds: number): number {
  return rounded(drainSeconds - Math.min(2, drainSeconds / 5));
}

export const rounded = (seconds: number) => Number(seconds.toFixed(1));

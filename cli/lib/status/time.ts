/** Seconds from a time of the cluster until now; 0 without one. */
export function secondsSince(time: string | null | undefined, now: number): number {
  const then = Date.parse(time ?? '');
  return Number.isNaN(then) ? 0 : Math.max(0, (now - then) / 1000);
}

/** `45 s`, `12 min`, `5 h`, `3 days`. */
export function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} days`;
}

/** The later of two times. */
export function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(one) >= Date.parse(other) ? one : other;
}

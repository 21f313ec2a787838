/** The values of a list that occur earlier in it. */
export function repeated<T>(values: T[]): T[] {
  return values.filter((value, n) => values.indexOf(value) < n);
}

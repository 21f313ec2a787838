/** The values of a list that occur earlier in it, each once. */
export function repeated<T>(values: T[]): T[] {
  return [...new Set(values.filter((value, n) => values.indexOf(value) < n))];
}

/** What is there again, in a list where everything should be there once. */
export function repeated<T>(values: T[]): T[] {
  return values.filter((value, n) => values.indexOf(value) < n);
}

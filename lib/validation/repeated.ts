/** What is there again, in a list where everything should be there once; told once, however often it is there. */
export function repeated<T>(values: T[]): T[] {
  return [...new Set(values.filter((value, n) => values.indexOf(value) < n))];
}

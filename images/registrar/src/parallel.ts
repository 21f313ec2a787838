/** So many requests are on their way at a time: thousands at once would only wait in memory. */
const WIDTH = 32;

/** Does something with each of a list, several at a time; fails with the first failure, after all that had begun have ended. */
export async function forEach<T>(list: Iterable<T>, act: (each: T) => Promise<void>): Promise<void> {
  const iterator = list[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async () => {
    for (let next = iterator.next(); !next.done && failures.length === 0; next = iterator.next()) {
      await act(next.value).catch(error => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  if (failures.length > 0) throw failures[0];
}

export function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

/**
 * How many requests run at a time. For each response the ZooKeeper client copies everything received but not yet read:
 * 32 at a time, so 32 times 32 for nested lists, took 90 MB instead of 60.
 */
const WIDTH = 4;

/** Runs an action for each item, several at a time; fails with the first failure, once all started actions have ended. */
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

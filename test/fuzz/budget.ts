import * as fc from 'fast-check';

/** Seconds that each fuzzed property may take; `npm run fuzz` gives minutes, `npm test` a moment. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 2);

/** As many random runs as the time allows; a failure prints its seed, which `FUZZ_SEED` repeats. */
function budget<T>(): fc.Parameters<T> {
  return {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: SECONDS * 1000,
    markInterruptAsFailure: false,
    ...(process.env.FUZZ_SEED !== undefined && { seed: Number(process.env.FUZZ_SEED) }),
  };
}

/** Asserts a property for that long, and by one run at least, even where a busy machine takes all the time for it. */
export async function fuzz<T>(property: fc.IAsyncProperty<T> | fc.IProperty<T>): Promise<void> {
  const details = await fc.check(property, budget<T>());
  const { interrupted, numRuns, counterexample, seed } = details;
  if (interrupted && numRuns === 0 && counterexample === null) {
    await fc.assert(property, { seed, numRuns: 1 });
  } else if (details.failed) {
    throw new Error(await fc.asyncDefaultReportMessage(details), { cause: details.errorInstance });
  }
}

/** The time limit of a test that has one such property. */
export const FUZZ_TIMEOUT = (SECONDS + 60) * 1000;

import { Parameters } from 'fast-check';

/** Seconds that each fuzzed property may take; `npm run fuzz` gives minutes, `npm test` a moment. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 2);

/** As many random runs as the time allows; a failure prints its seed, which `FUZZ_SEED` repeats. */
export function budget<T>(): Parameters<T> {
  return {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: SECONDS * 1000,
    markInterruptAsFailure: false,
    ...(process.env.FUZZ_SEED !== undefined && { seed: Number(process.env.FUZZ_SEED) }),
  };
}

/** The time limit of a test that has one such property. */
export const FUZZ_TIMEOUT = (SECONDS + 60) * 1000;

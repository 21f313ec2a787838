let current: object | undefined;

/** Runs work during which the construct tree does not change, such as a synth. */
export function inOnePass<T>(work: () => T): T {
  current = {};
  try {
    return work();
  } finally {
    current = undefined;
  }
}

/** A value that is computed once in a pass, and on every call outside of one. */
export function oncePerPass<T>(make: () => T): () => T {
  let pass: object | undefined;
  let made: T;
  return () => {
    if (current === undefined || current !== pass) made = make();
    pass = current;
    return made;
  };
}

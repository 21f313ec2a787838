let current: object | undefined;

/** Nothing in a tree changes while it is synthesized. */
export function inOnePass<T>(work: () => T): T {
  current = {};
  try {
    return work();
  } finally {
    current = undefined;
  }
}

/** What is made once in a pass, and anew whenever it is asked outside of one. */
export function oncePerPass<T>(make: () => T): () => T {
  let pass: object | undefined;
  let made: T;
  return () => {
    if (current === undefined || current !== pass) made = make();
    pass = current;
    return made;
  };
}

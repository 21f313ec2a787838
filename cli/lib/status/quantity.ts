const SUFFIXES: Readonly<Record<string, number>> = { '': 1, 'n': 1e-9, 'u': 1e-6, 'm': 1e-3, 'k': 1e3 };

/** Cores of a quantity such as `250m`; undefined if it is none. */
export function cpuUse(quantity: string | undefined): number | undefined {
  const [, number, suffix] = /^(\d+(?:\.\d+)?)([numk]?)$/.exec(quantity ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * SUFFIXES[suffix];
}

/** Suffixes of Kubernetes' quantities. */
const SUFFIXES: Readonly<Record<string, number>> = {
  '': 1, 'n': 1e-9, 'u': 1e-6, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'P': 1e15, 'E': 1e18,
  'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40, 'Pi': 2 ** 50, 'Ei': 2 ** 60,
};
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
const BINARY = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];

/** A quantity such as `50m` or `64Mi` as a number; undefined if it is none. */
export function quantity(value: unknown): number | undefined {
  const [, number, exponent, suffix = ''] = QUANTITY.exec(`${value as string}`) ?? [];
  if (number === undefined) return undefined;
  return exponent === undefined ? Number(number) * SUFFIXES[suffix] : Number(number + exponent);
}

/** A number of a resource, for people: `1.25` CPUs, `1.5Gi` of memory. */
export function quantityText(resource: string, value: number): string {
  if (value < 0) return `-${quantityText(resource, -value)}`;
  if (!/memory|storage|hugepages/.test(resource)) {
    return value !== 0 && value < 1 ? `${rounded(value * 1000)}m` : `${rounded(value)}`;
  }
  const unit = BINARY.find(each => value >= SUFFIXES[each]) ?? '';
  return `${rounded(value / SUFFIXES[unit])}${unit}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

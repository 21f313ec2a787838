function throws(): never {
  throw new TypeError('Thrown by the value itself');
}

const TRAPS = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'defineProperty', 'set'];
const THROWING: ProxyHandler<object> = Object.fromEntries(TRAPS.map(trap => [trap, throws]));

/** What plain JavaScript can pass, and no type allows. Each is made anew: nothing of one call is left for the next. */
export const HOSTILE: Record<string, () => any> = {
  'undefined': () => undefined,
  'null': () => null,
  'a symbol': () => Symbol('hostile'),
  'an object without prototype': () => Object.create(null),
  'NaN': () => NaN,
  '-0': () => -0,
  'a bigint': () => 1n,
  'a function': () => () => undefined,
  'a proxy that throws': () => new Proxy({}, THROWING),
  'no items': () => [],
  'a list of nothing': () => [undefined],
  'an empty string': () => '',
  'a getter that throws': () => Object.defineProperty({}, 'name', { enumerable: true, get: throws }),
  'an object of another class': () => new Map([['name', 'a']]),
  'an object in itself': () => {
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    return circle;
  },
};

/** What JavaScript itself says, in place of a rule and a fix. A value's own words are quoted. */
const OF_JAVASCRIPT = new RegExp([
  'Cannot (read|convert|set|mix|destructure|assign|perform|access)', 'is not (iterable|a function|a constructor|an object)',
  'Maximum call stack', 'Invalid (array|string) length', 'circular structure', 'serialize a BigInt', 'must be of type',
  '(?<!")Thrown by the value itself',
].join('|'));

export function isOfJavaScript(message: string): boolean {
  return OF_JAVASCRIPT.test(message);
}

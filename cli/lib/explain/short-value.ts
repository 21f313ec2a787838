import { visible } from '../output/plain';

/** A value on one line, cut where it gets long. */
export function shortValue(value: unknown, longest = 60): string {
  if (value === undefined) return '';
  const text = visible(typeof value === 'string' ? value : withoutClasses(value));
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** What a class of the library is called tells a reader little. */
function withoutClasses(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => key === 'class' ? undefined : inner) ?? '';
}

import { visible } from '../output/plain';

/** A value on one line, cut where it gets long. */
export function shortValue(value: unknown, longest = 60): string {
  if (value === undefined) return '';
  const readable = forReaders(value);
  const text = visible(typeof readable === 'string' ? readable : JSON.stringify(readable));
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** What an author has written, without what the classes of his values keep for themselves. */
function forReaders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forReaders);
  if (typeof value !== 'object' || value === null) return value;
  const { amount, unit, construct } = value as { amount?: unknown; unit?: { label?: unknown }; construct?: unknown };
  // A Size or a Duration; another construct.
  if (typeof unit?.label === 'string') return `${amount as number} ${unit.label}`;
  if (typeof construct === 'string') return construct;
  const fields = Object.entries(value).filter(([key]) => key !== 'class' && !key.startsWith('_'));
  // A value of one field, such as a Cpu or an EnvValue, is mostly that field.
  if ('class' in value && fields.length === 1) return forReaders(fields[0][1]);
  const kept = fields.map(([key, field]) => [key, forReaders(field)] as const).filter(([, field]) => !isEmpty(field));
  return Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

import { textProblems } from './judge';
import { KINDS } from './kinds';
import { must, Problem } from './problem';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;
const FIX = 'Write the content of the file that starts with "-----BEGIN CERTIFICATE-----".';

/** Problems of certificates in PEM form. No message contains any of it: it may be a key. */
export function certificateProblems(field: string, value: unknown): Problem[] {
  const rule = 'must be certificates in PEM form';
  const unreadable = textProblems(field, value, KINDS.text, { secret: true, fix: FIX, rule });
  if (typeof value !== 'string' || unreadable.length > 0) return unreadable;
  const blocks = [...value.matchAll(BLOCK)].map(([, name]) => name);
  const hasKey = /PRIVATE KEY/.test(value);
  return [
    ...must(!hasKey, {
      field, rule: 'contains a private key, which must not be in a manifest', fix: `Replace that key, too. ${FIX}`,
    }),
    ...must(hasKey || (blocks.length > 0 && blocks.every(name => name === 'CERTIFICATE')), { field, rule, fix: FIX }),
  ];
}

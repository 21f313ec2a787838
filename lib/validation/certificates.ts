import { textProblems } from './judge';
import { KINDS } from './kinds';
import { must, Problem } from './problem';

const RULE = 'must be certificates in PEM form';
const FIX = 'Write the content of the file that starts with "-----BEGIN CERTIFICATE-----".';

/** Problems of certificates in PEM form. No message contains any of it: it may be a key. */
export function certificateProblems(field: string, value: unknown): Problem[] {
  const unreadable = textProblems(field, value, KINDS.text, { secret: true, fix: FIX, rule: RULE });
  if (typeof value !== 'string' || unreadable.length > 0) return unreadable;
  if (/PRIVATE KEY/i.test(value)) {
    return [{
      field,
      rule: 'must not contain a private key, which would be in a manifest',
      fix: 'Write the certificates alone, and regard the key as known to everyone who has read this.',
    }];
  }
  const count = (pattern: RegExp) => value.match(pattern)?.length ?? 0;
  const certificates = count(/-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g);
  return must(certificates > 0 && certificates === count(/-----BEGIN /g), { field, rule: RULE, fix: FIX });
}

import { textProblems } from './judge';
import { must, Problem } from './problem';
import { TextKind } from './text-kind';

/** The characters of a URL, and no others: languages in which it is pasted have none of their own among them. */
const HTTP_URL: TextKind = {
  rule: 'must be an http or https URL',
  example: 'https://example.com',
  holds: text => text.length <= 2000 && /^https?:\/\/[-A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%]+$/.test(text) && !text.includes('$(')
    && URL.canParse(text),
};

/** Problems of a URL for a manifest; the message contains no password of it. */
export function urlProblems(field: string, value: unknown, example: string): Problem[] {
  const fix = `Write for example "${example}".`;
  if (typeof value !== 'string' || !value.includes('@')) return textProblems(field, value, { ...HTTP_URL, example }, { fix });
  return [
    ...textProblems(field, value, { ...HTTP_URL, example }, { fix, secret: true }),
    ...must(!/^[^?#]*@/.test(value), {
      field, rule: 'has a user or a password in it, which must not be in a manifest', fix: `${fix} Headers can be in a Secret.`,
    }),
  ];
}

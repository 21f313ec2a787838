import { textProblems } from './judge';
import { Problem } from './problem';
import { TextKind } from './text-kind';

/** The characters of a URL, and no others: languages in which it is pasted have none of their own among them. */
const HTTP_URL: TextKind = {
  rule: 'must be an http or https URL',
  example: 'https://example.com',
  holds: text => text.length <= 2000 && /^https?:\/\/[-A-Za-z0-9._~:/[\]@!$&'()*+,;=%]+$/.test(text) && !text.includes('$(')
    && URL.canParse(text),
};

/** Problems of a URL to which a program adds paths. No message contains what may be a password or a key in it. */
export function urlProblems(field: string, value: unknown, example: string): Problem[] {
  if (typeof value === 'string' && /^[^/\\?#]*([/\\]+[^/\\?#]*)?@/.test(value)) {
    return [{
      field,
      rule: 'must not contain a user or a password, which would be in a manifest',
      fix: 'Put them into a Secret, and name it in headers.',
    }];
  }
  if (typeof value === 'string' && /[?#]/.test(value)) {
    return [{
      field,
      rule: 'must not have a query or a fragment: the collectors add paths to it',
      fix: 'Write the URL up to the path, and put a key into a Secret that headers names.',
    }];
  }
  const secret = typeof value === 'string' && value.includes('@');
  return textProblems(field, value, { ...HTTP_URL, example }, { fix: `Write for example "${example}".`, secret });
}

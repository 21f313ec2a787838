import { Problem } from './problem';

/**
 * Server-side apply sends these characters unescaped, and the API server parses the body as YAML: it rejects them,
 * and takes U+0085 for a line break.
 */
const NOT_IN_MANIFESTS = /[\x7f-\x9f\ufffe\uffff\p{Surrogate}]/u;

/** Where the first character is that some way of applying a manifest cannot carry, if there is one. */
export function unwritable(text: string): number | undefined {
  const at = text.search(NOT_IN_MANIFESTS);
  return at < 0 ? undefined : at;
}

/** Problems of text with such characters. */
export function characterProblems(field: string, text: string): Problem[] {
  const at = unwritable(text);
  if (at === undefined) return [];
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return [{
    field,
    value: `U+${code} in line ${text.slice(0, at).split('\n').length}`,
    rule: 'is a character that the API server does not accept in a manifest',
    fix: 'Remove it; most editors do not show it. Encode binary data in base64, and decode it in the application.',
  }];
}

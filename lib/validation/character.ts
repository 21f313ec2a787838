import { Problem } from './problem';

/**
 * Server-side apply sends these characters unescaped, and the API server parses the body as YAML: it rejects them,
 * and takes U+0085 for a line break.
 */
const NOT_IN_MANIFESTS = /[\x7f-\x9f\ufffe\uffff\p{Surrogate}]/u;

/** Problems of text with characters that some way of applying a manifest cannot carry. */
export function characterProblems(field: string, text: string): Problem[] {
  const at = text.search(NOT_IN_MANIFESTS);
  if (at < 0) return [];
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return [{
    field,
    value: `U+${code} in line ${text.slice(0, at).split('\n').length}`,
    rule: 'is a character that the API server does not accept in a manifest',
    fix: 'Remove it; most editors do not show it. Encode binary data in base64, and decode it in the application.',
  }];
}

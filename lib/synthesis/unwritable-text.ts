import { characterProblems } from '../validation/character';
import { describe } from '../validation/problem';

/** How the writer of YAML escapes characters that the API server does not accept, among others. */
const ESCAPED = /\\(x[7-9]|u(00[7-9]|ff|d[89a-f]))/i;

/**
 * @throws if a string of a document has a character that the API server does not accept
 */
export function refuseUnwritable(content: unknown, text: string): void {
  // Most documents have no backslash, which is found sooner than what follows it.
  if (text.includes('\\') && ESCAPED.test(text)) refuseBelow(content, '');
}

function refuseBelow(value: unknown, field: string): void {
  if (typeof value === 'string') refuseText(value, field);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${field}[${key}]` : `${field}${field && '.'}${key}`;
    refuseText(key, at);
    refuseBelow(child, at);
  }
}

function refuseText(text: string, field: string): void {
  const [problem] = characterProblems(field, text);
  if (problem) throw new Error(describe(problem));
}

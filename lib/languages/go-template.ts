/**
 * A string in an action of a Go template. Go's strings are those of JSON but for `\/` and for halves of surrogate pairs,
 * which no text has that is judged at its entry.
 */
export function goTemplateString(text: string): string {
  return JSON.stringify(text);
}

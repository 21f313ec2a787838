/**
 * Data as HCL, which JSON is, but for one thing: in a string, its reader takes `${` for the beginning of an expression, and looks
 * for the end of that before it looks for the end of the string.
 */
export function hclDocument(data: unknown): string {
  return JSON.stringify(data, undefined, 2).replaceAll('${', '\\u0024{');
}

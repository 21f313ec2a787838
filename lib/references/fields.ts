/** The fields of an object in a document, of which nothing is known. */
export type Fields = { readonly [field: string]: unknown };

/** A value's fields; none if it has none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : NONE;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value's items; none if it is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NO_ITEMS;
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The group of an `apiVersion`: empty for Kubernetes' first kinds. */
export function groupOf(apiVersion: unknown): string {
  return typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

const NONE: Fields = Object.freeze({});
const NO_ITEMS: readonly unknown[] = Object.freeze([]);

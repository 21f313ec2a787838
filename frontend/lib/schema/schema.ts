import { inYaml } from '../wording/in-yaml';

export type Schema = { readonly [keyword: string]: unknown };

/** Docs, as an editor shows them. */
export function description(docs: string): Schema {
  return docs === '' ? {} : { description: inYaml(docs) };
}

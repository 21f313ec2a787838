import { Doc } from './document';
import { Mapping, Node } from '../documents/node';
import { At } from '../reading/reading';
import { WrittenParts } from '../reading/spec';

/** A construct, its document, and how its properties are written. */
export interface Written extends WrittenParts {
  readonly doc: Doc;
}

/** What the library names among the properties, and documents have in their metadata. */
const IN_METADATA = { id: 'name', name: 'name', namespace: 'namespace' };

export function writtenOf(doc: Doc, { places, faulty, kept }: WrittenParts): Written {
  const { entries } = doc.node.entries.get('metadata')!.value as Mapping;
  const named = Object.entries(IN_METADATA).flatMap(([field, name]): [string, At][] => {
    const node: Node | undefined = entries.get(name)?.value;
    return node ? [[field, { node, path: `metadata.${name}`, field }]] : [];
  });
  return { doc, places: new Map([...named, ...places]), faulty, kept };
}

import { isNull, Mapping, Node } from '../documents/node';
import { RefTo, TypeRef, typeOf } from '../model/model';

/**
 * What holds on one cluster: properties of structs are merged, and everything else is replaced, so that nobody has to know how
 * a list would be merged. A property without value is left out.
 */
export function merged(type: TypeRef, base: Node | undefined, over: Node | undefined): Node | undefined {
  if (base === undefined || over === undefined) return over ?? base;
  if (base.type !== 'mapping' || over.type !== 'mapping' || !isStruct(type)) return over;
  const { properties } = typeOf(type.ref) as { properties: Record<string, { type: TypeRef }> };
  const entries = new Map(base.entries);
  for (const [name, entry] of over.entries) {
    const before = entries.get(name);
    if (isNull(entry.value)) {entries.delete(name);} else {
      entries.set(name, {
        ...entry,
        value: (before && Object.hasOwn(properties, name) && merged(
          properties[name].type, before.value, entry.value,
        )) || entry.value,
      });
    }
  }
  return { type: 'mapping', place: base.place, entries } satisfies Mapping;
}

function isStruct(type: TypeRef): type is RefTo {
  return typeof type === 'object' && 'ref' in type && typeOf(type.ref).type === 'struct';
}

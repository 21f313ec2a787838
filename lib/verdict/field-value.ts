/** The value at a path as the server writes it: `spec.containers[0].env[name="A"].value`, `metadata.labels[a/b]`. */
export function valueAt(document: unknown, field: string): unknown {
  let at = document;
  for (const [, name, inBrackets] of field.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = memberOf(at, name ?? inBrackets);
  }
  return at;
}

function memberOf(parent: object, member: string): unknown {
  const [, key, value] = /^(\w+)="(.*)"$/.exec(member) ?? [];
  if (!Array.isArray(parent)) return Object.hasOwn(parent, member) ? (parent as Record<string, unknown>)[member] : undefined;
  return key === undefined ? parent[Number(member)] : parent.find(each => each?.[key] === value);
}

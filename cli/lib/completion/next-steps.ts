/**
 * How paths of fields may go on, a step at a time: of `spec.replicas` and `spec.template.spec`, after `sp`, there is `spec.`. One
 * that goes on further ends with a dot or an opening bracket.
 */
export function nextSteps(paths: Iterable<string>, begun: string): string[] {
  const found = new Set<string>();
  for (const path of paths) if (path.startsWith(begun)) found.add(path.slice(0, endOfStep(path, begun.length)));
  return [...found];
}

/** Where the first step after a place ends. Keys in brackets may have dots. */
function endOfStep(path: string, begun: number): number {
  let isInside = false;
  for (let n = 0; n < path.length; n++) {
    if (!isInside && n >= begun && (path[n] === '.' || path[n] === '[')) return n + 1;
    if (path[n] === '[') isInside = true;
    if (path[n] === ']') isInside = false;
  }
  return path.length;
}

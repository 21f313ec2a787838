/**
 * All vertices that can be reached, each after those that it requires. Not recursive, since a chain may be as long as the app.
 *
 * @throws if the requirements form a cycle, with the vertices on it
 */
export function depthFirst<T>(
  from: Iterable<T>, requirements: (vertex: T) => Iterable<T>, nameOf: (vertex: T) => string | undefined,
): T[] {
  const placed = new Set<T>();
  const rest = new Map<T, Iterator<T>>();
  const way: T[] = [];
  const enter = (vertex: T) => {
    if (placed.has(vertex)) return;
    if (rest.has(vertex)) throw cycle(way.slice(way.indexOf(vertex)).map(nameOf));
    const required = requirements(vertex);
    if (isEmpty(required)) {
      placed.add(vertex);
      return;
    }
    rest.set(vertex, required[Symbol.iterator]());
    way.push(vertex);
  };
  for (const start of from) {
    enter(start);
    while (way.length > 0) {
      const here = way[way.length - 1];
      const next = rest.get(here)!.next();
      if (!next.done) {
        enter(next.value);
      } else {
        way.pop();
        rest.delete(here);
        placed.add(here);
      }
    }
  }
  return [...placed];
}

/** Most vertices require nothing, and need no iterator. */
function isEmpty(required: Iterable<unknown>): boolean {
  return Array.isArray(required) && required.length === 0;
}

function cycle(around: (string | undefined)[]): Error {
  const names = around.filter(name => name !== undefined);
  const way = [...names, names[0]].join(' => ');
  return new Error(
    `Dependency cycle detected: ${way}. Remove one of these dependencies; a chart depends on the charts directly in it.`,
  );
}

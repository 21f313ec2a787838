/**
 * Everything that can be reached, each after what it requires. Without recursion, for a chain may be as long as the app.
 *
 * @throws where something requires itself in the end, with the way there
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
    rest.set(vertex, requirements(vertex)[Symbol.iterator]());
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

function cycle(around: (string | undefined)[]): Error {
  const names = around.filter(name => name !== undefined);
  const way = [...names, names[0]].join(' => ');
  return new Error(
    `Dependency cycle detected: ${way}. Take one of these dependencies away; a chart depends on those directly in it.`,
  );
}

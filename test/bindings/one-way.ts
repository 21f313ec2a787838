import { readFileSync } from 'node:fs';

/** References among the modules of .jsii have no circle: each is a package in Go, and Go forbids it. */
const { name: root, types, submodules = {} } = JSON.parse(readFileSync('.jsii', 'utf8'));
// The root last: its name begins those of the others.
const modules: string[] = [...Object.keys(submodules), root];

const moduleOf = (type: string): string => modules.find(module => type.startsWith(`${module}.`))!;

/** Names of this library's types in what .jsii says of a type, at any depth. */
function* namesIn(value: unknown): Generator<string> {
  if (typeof value === 'string' && Object.hasOwn(types, value)) yield value;
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* namesIn(each);
}

/** What each module refers to, with one type that does. */
const uses = new Map(modules.map(module => [module, new Map<string, string>()]));
for (const [type, contents] of Object.entries(types)) {
  for (const other of namesIn(contents)) {
    if (moduleOf(other) !== moduleOf(type)) uses.get(moduleOf(type))!.set(moduleOf(other), `${type} -> ${other}`);
  }
}

function circle(module: string, path: string[] = []): string[] | undefined {
  if (path.includes(module)) return [...path.slice(path.indexOf(module)), module];
  return [...uses.get(module)!.keys()].map(other => circle(other, [...path, module])).find(found => found);
}

const found = modules.map(module => circle(module)).find(each => each);
if (found) {
  const why = found.slice(1).map((module, n) => `  ${uses.get(found[n])!.get(module)}`);
  console.error(['The modules need each other, which Go forbids:', ...why].join('\n'));
  process.exit(1);
}
console.log(`The references among ${modules.length} modules lead one way`);

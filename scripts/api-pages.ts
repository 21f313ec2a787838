import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Gives the pages that jsii-docgen has written to a folder what it leaves out: a table of contents, links to types on other
 * pages, and the imports that TypeScript users write.
 */
const [folder] = process.argv.slice(2);
const ROOT = 'README.md';

interface Heading {
  readonly depth: number;
  readonly title: string;
  readonly id: string;
}

const headingsOf = (page: string): Heading[] =>
  [...page.matchAll(/^(###?) (.*?) <a name=".*" id="(.*)"><\/a>$/gm)]
    .map(([, hashes, title, id]) => ({ depth: hashes.length - 2, title, id }));

const files = readdirSync(folder);
const pages = new Map(files.map(file => [file, readFileSync(join(folder, file), 'utf8')]));
const fileOf = new Map([...pages].flatMap(([file, page]) => headingsOf(page).map(({ id }) => [id, file] as const)));

function contents(file: string, page: string): string {
  const entries = headingsOf(page).map(({ depth, title, id }) => `${'  '.repeat(depth)}- [${title}](#${id})`);
  return [...file === ROOT ? [] : [`All modules: [API Reference](./${ROOT})`, ''], ...entries].join('\n');
}

/** Types of this library that the page names without a link, since they are on another. */
function withLinks(file: string, page: string): string {
  return page.replace(/(?<![#"\w-])cdk8s-pinterest((?:\.\w+)+)/g, (type, name: string) => {
    const other = fileOf.get(type);
    return other === undefined || other === file ? type : `<a href="./${other}#${type}">${name.slice(1)}</a>`;
  });
}

/** `import { platform }` and `platform.Cluster` become `import { Cluster }`, from the module's own path. */
function withImports(page: string): string {
  return page.replace(/import \{ (\w+) \} (from 'cdk8s-pinterest)'\n\n(.*)\b\1\.(\w+)/g, (_, module, from, before, type) =>
    `import { ${type} } ${from}/${module}'\n\n${before}${type}`)
    // Of a static function jsii-docgen imports the function, from a module of its type's name.
    .replace(/import \{ (\w+) \} from 'cdk8s-pinterest((?:\/[a-z]+)?)\/([A-Z]\w+)'\n\n\1\(/g, (_, method, module, type) =>
      `import { ${type} } from 'cdk8s-pinterest${module}'\n\n${type}.${method}(`);
}

for (const [file, page] of pages) {
  const [title, ...rest] = withImports(withLinks(file, page)).split('\n');
  writeFileSync(join(folder, file), [title, '', contents(file, page), ...rest].join('\n'));
}

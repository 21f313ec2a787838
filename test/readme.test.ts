import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const REPOSITORY = 'https://example.com/cdk8s-pinterest/blob/main/';

// Registries show the README, but no other file.
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8').replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '`code`');
const definitions = new Map([...readme.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, name, target]) => [name, target]));
const references = [...readme.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name);
const targets = [...readme.matchAll(/\]\(([^)\s]+)[^)]*\)|(?:href|src)="([^"]+)"/g)].map(([, link, html]) => link ?? html)
  .concat(...definitions.values());

/** The anchors of a Markdown text's headings, as repository hosts generate them. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)]
    .map(([, title]) => title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}

test('the README has links', () => {
  expect(targets.length).toBeGreaterThan(5);
});

test('each reference is defined, and each definition is used', () => {
  expect(new Set(references)).toEqual(new Set(definitions.keys()));
});

test.each(targets)('%s leads somewhere from a registry\'s page', target => {
  if (target.startsWith('#')) {
    expect(anchors(readme)).toContain(target.slice(1));
    return;
  }
  expect(target).toMatch(/^https:\/\//);
  if (!target.startsWith(REPOSITORY)) return;
  const [file, anchor] = target.slice(REPOSITORY.length).split('#');
  expect({ file, exists: existsSync(join(ROOT, file)) }).toEqual({ file, exists: true });
  if (anchor) expect(anchors(readFileSync(join(ROOT, file), 'utf8'))).toContain(anchor);
});

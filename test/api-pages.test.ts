import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../docs/api');
const pages = new Map(readdirSync(FOLDER).map(file => [file, readFileSync(join(FOLDER, file), 'utf8')]));
const anchors = new Map([...pages].map(([file, page]) =>
  [file, new Set([...page.matchAll(/ id="([^"]+)"><\/a>/g)].map(([, id]) => id))]));

test('each module has a page, which the others lead to', () => {
  expect([...pages.keys()].sort()).toEqual(['README.md', 'platform.md', 'runtime.md']);
  expect(pages.get('runtime.md')).toContain('href="./platform.md#cdk8s-pinterest.platform.Cluster"');
  expect(pages.get('platform.md')).toContain('href="./README.md#cdk8s-pinterest.Channel"');
});

test.each([...pages])('%s has its contents on top, and each of its links leads somewhere', (file, page) => {
  expect(page.slice(0, 500)).toMatch(/^- \[.*\]\(#.*\)$/m);
  const links = [...page.matchAll(/\]\(([^)\s]+)\)|href="([^"]+)"/g)].map(([, markdown, html]) => markdown ?? html);
  expect(links.filter(link => !/^https:/.test(link) && !leadsSomewhere(file, link))).toEqual([]);
});

function leadsSomewhere(file: string, link: string): boolean {
  const [target, anchor] = link.split('#');
  const found = anchors.get(target === '' ? file : target.replace('./', ''));
  return found !== undefined && (anchor === undefined || found.has(anchor));
}

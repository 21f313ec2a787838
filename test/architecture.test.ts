import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const folders = (folder: string) => readdirSync(join(ROOT, folder), { withFileTypes: true })
  .filter(entry => entry.isDirectory()).map(({ name }) => name);

/** `ROOMS`, as .projenrc.ts has it. */
function roomsOfProject(): string[][] {
  const [, list] = /^const ROOMS = (\[.*?^\]);/ms.exec(read('.projenrc.ts'))!;
  return JSON.parse(list.replaceAll('\'', '"').replace(/,(?=\s*\])/g, ''));
}

/** The first column of the table of rooms. */
function roomsOfMap(): string[][] {
  const [, table] = /^\| rooms \|.*\n\|[- |]+\n((?:\|.*\n)+)/m.exec(read('ARCHITECTURE.md'))!;
  return table.trim().split('\n').map(row => spansOf(row.split('|')[1]));
}

function spansOf(markdown: string): string[] {
  return [...markdown.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text);
}

/** A path, or the folder of one that has a part to be filled in: `lib/runtime/<name>/component.ts`. */
function pathOf(word: string): string[] {
  const path = word.replace(/<.*/, '');
  return /^[-.\w]+(\/[-.\w]+)*\/?$/.test(path) && (path.includes('/') || /\w\.(md|json|ts)$/.test(path)) ? [path] : [];
}

/** Where a document leads, by its code and its links. What begins with the name of the package is a module, not a file. */
function pathsIn(file: string): string[] {
  const whole = read(file);
  const blocks = [...whole.matchAll(/^```[^]*?^```/gm)].flatMap(([block]) => block.split(/[\s,;`]+/));
  const text = whole.replace(/^```[^]*?^```/gm, '');
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target);
  const words = [...blocks, ...spansOf(text).flatMap(span => span.split(' ')), ...links];
  return [...new Set(words.flatMap(pathOf))].filter(path => !path.startsWith('cdk8s-pinterest/'));
}

test('the table of rooms has the order of .projenrc.ts', () => {
  expect(roomsOfMap()).toEqual(roomsOfProject());
});

test('the table of rooms has every folder of lib/', () => {
  const kinds = folders('lib/kinds').map(kind => `kinds/${kind}`);
  const all = [...folders('lib').filter(folder => folder !== 'kinds'), ...kinds, 'index.ts'];
  expect(roomsOfMap().flat().sort()).toEqual(all.sort());
});

test('every room has an example of its row', () => {
  for (const row of read('ARCHITECTURE.md').matchAll(/^\| `.*\| `(lib\/\S+)` \|$/gm)) {
    const rooms = spansOf(row[0].split('|')[1]);
    expect(rooms.some(room => row[1].startsWith(`lib/${room}/`))).toBe(true);
  }
});

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('every path that %s names is there', file => {
  const paths = pathsIn(file);
  expect(paths.length).toBeGreaterThan(10);
  // Rooms are named as seen from lib/.
  expect(paths.filter(path => !['.', 'lib'].some(folder => existsSync(join(ROOT, folder, path))))).toEqual([]);
});

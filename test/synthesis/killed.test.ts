import * as fs from 'node:fs';
import * as path from 'node:path';
import { PinterestApp, SynthesisPlan } from 'cdk8s-pinterest';
import * as fc from 'fast-check';
import { Fault, Killed, snapshot, withFault } from './disk';
import { PATIENCE } from '../../lib/synthesis/staging';
import { freshFolder } from '../synth';

Object.assign(PATIENCE, { wait: 300, silence: 100 });

type Files = Record<string, string>;

/** What an app writes that has these files. */
function write(folder: string, name: string, files: Files): void {
  const app = new PinterestApp({ outdir: path.join(folder, 'dist'), name });
  const planned = Object.entries(files).map(([file, text]) => ({ path: file, text, documents: [] }));
  app.write({ _app: app, files: planned, problems: [], warnings: [], isComplete: true } as unknown as SynthesisPlan);
}

function put(folder: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
}

const HEADER = '# The files that one program wrote here. It removes those that it no longer writes, and no others.\n';
const listOf = (name: string, files: Files): Files => (Object.keys(files).length === 0 ? {} : {
  [`.files-of-${name}`]: HEADER + Object.keys(files).sort().map(file => `${file.startsWith('#') ? './' : ''}${file}\n`).join(''),
});

/** A folder with exactly these files, as `snapshot` shows it. */
function expected(...all: Files[]): Record<string, string> {
  const files: Files = Object.assign({}, ...all);
  const folders = Object.keys(files).map(file => file.split('/').slice(0, -1))
    .flatMap(parts => parts.map((_, n) => parts.slice(0, n + 1).join('/')));
  return { ...Object.fromEntries(folders.map(folder => [folder, '(folder)'])), ...files };
}

const FOREIGN: Files = {
  'README.md': 'by hand', 'b/notes.txt': 'by hand', 'old/notes.txt': 'by hand', '.hidden': 'x', '.gitignore': '*.bak\n',
};
const OTHER: Files = { 'other.yaml': 'of another program', 'b/other.yaml': 'too', 'kept.yaml': 'moved there' };
const OLD: Files = {
  'a.yaml': 'old', 'b/same.yaml': 'same', 'b/c.yaml': 'old', 'gone/deep/d.yaml': 'old', 'gone/e.yaml': 'old', 'old/f.yaml': '',
  'kept.yaml': 'moved there',
};
const NEW: Files = {
  'a.yaml': 'new', 'b/same.yaml': 'same', 'b/c.yaml': 'new, and longer', 'g/h/i.yaml': 'new', '#j.yaml': 'new',
};

/** What there was, before the program writes NEW, and what of it stays. */
const STARTS: Record<string, { readonly prepare: (folder: string) => void; readonly stays: Files }> = {
  'no folder': { prepare: () => {}, stays: {} },
  'an empty folder': { prepare: folder => fs.mkdirSync(path.join(folder, 'dist')), stays: {} },
  'files of others only': { prepare: folder => put(path.join(folder, 'dist'), FOREIGN), stays: FOREIGN },
  'older output': { prepare: folder => write(folder, 'test', OLD), stays: {} },
  'the same output': { prepare: folder => write(folder, 'test', NEW), stays: {} },
  'the files without the list': { prepare: folder => put(path.join(folder, 'dist'), { ...NEW, 'a.yaml': 'old' }), stays: {} },
  'older output, that of another program, and files of others': {
    prepare: folder => {
      write(folder, 'test', OLD);
      write(folder, 'other', OTHER);
      put(path.join(folder, 'dist'), FOREIGN);
    },
    stays: { ...OTHER, ...listOf('other', OTHER), ...FOREIGN },
  },
};

const FAULTS: Record<string, Omit<Fault, 'at'>> = {
  'killed': {},
  'killed with half a file written': { half: true },
  'a full disk': { code: 'ENOSPC', half: true },
  'a disk that stays full': { code: 'ENOSPC', half: true, forever: true },
  'no permission': { code: 'EACCES' },
  'a fault of the disk': { code: 'EIO' },
};

/** With which each fault is tried; with the others, killing alone. */
const ALL_FAULTS = ['no folder', 'older output, that of another program, and files of others'];

/** Hidden from Git, or the list. */
const isInternal = (file: string) => /^\.(synth|files-of-test)/.test(file);

/** What holds when a run ends, however it ends. */
function expectNothingLost(folder: string, before: Record<string, string>, fault: Omit<Fault, 'at'>, error?: Error): void {
  const after = snapshot(path.join(folder, 'dist'));
  for (const [file, text] of Object.entries(before)) {
    if (!(file in OLD) && !isInternal(file) && text !== '(folder)') expect([file, after[file]]).toEqual([file, text]);
  }
  for (const [file, text] of Object.entries(after)) {
    if (isInternal(file) || text === '(folder)') continue;
    expect([file, [before[file], NEW[file]]]).toEqual([file, expect.arrayContaining([text])]);
  }
  const staging = Object.keys(after).filter(file => /^\.synth[^/]*$/.test(file));
  for (const at of staging) {
    const inside = Object.keys(after).filter(file => file.startsWith(`${at}/`));
    expect([inside, after[`${at}/.gitignore`] ?? '*']).toEqual([inside, expect.stringMatching(/^(\*\n?)?$/)]);
    if (inside.length > 0) expect(inside).toContain(`${at}/.gitignore`);
  }
  if (error === undefined || error instanceof Killed) return;
  expect(error.message).toMatch(new RegExp(`${folder}/dist.*\\(${fault.code}\\)\\. .*, and run the program again\\.`));
  if (error.message.endsWith('Until then some files may be old, and some new.')) return;
  // A disk that stays full keeps the longer list, from which nothing comes but that the next run looks for those files.
  const internal = fault.forever ? isInternal : (file: string) => file.startsWith('.synth');
  const rest = (all: Record<string, string>) => Object.entries(all).filter(([file]) => !internal(file));
  expect(rest(after)).toEqual(rest(before));
}

describe.each(Object.keys(STARTS))('with %s before,', start => {
  const { prepare, stays } = STARTS[start];
  const right = expected(stays, NEW, listOf('test', NEW));

  test('a synth writes what is right', () => {
    const folder = freshFolder();
    prepare(folder);
    write(folder, 'test', NEW);
    expect(snapshot(path.join(folder, 'dist'))).toEqual(right);
    expect(fs.readdirSync(folder)).toEqual(['dist']);
  });

  test.each(
    Object.keys(FAULTS).slice(0, ALL_FAULTS.includes(start) ? undefined : 1),
  )('%s at any operation: nothing is lost, and the next synth ends with what is right', kind => {
    let at = 0;
    let ended = false;
    while (!ended) {
      const folder = freshFolder();
      prepare(folder);
      const before = snapshot(path.join(folder, 'dist'));
      const { operations, error } = withFault(folder, { ...FAULTS[kind], at: ++at }, () => write(folder, 'test', NEW));
      ended = operations < at;
      if (ended) expect(error).toBeUndefined();
      expectNothingLost(folder, before, FAULTS[kind], error);
      write(folder, 'test', NEW);
      expect([at, snapshot(path.join(folder, 'dist'))]).toEqual([at, right]);
      expect(fs.readdirSync(folder)).toEqual(['dist']);
    }
    // The same output is read, but not written.
    expect(at).toBeGreaterThan(start === 'the same output' ? 10 : 30);
  }, 60_000);
});

const files = fc.dictionary(
  fc.constantFrom('a.yaml', 'b.yaml', 'c/a.yaml', 'c/b.yaml', 'c/d/a.yaml', 'e/f/a.yaml', '#g.yaml', 'h i/ä.yaml'),
  fc.constantFrom('', 'one', 'two', 'a longer text'), { noNullPrototype: true },
);
const run = fc.record({
  name: fc.constantFrom('one', 'two'), files, at: fc.nat(120), kind: fc.constantFrom(...Object.keys(FAULTS)),
});

test('whatever programs write, and wherever they are stopped, in the end there is what the last of each has written', () => {
  fc.assert(fc.property(fc.array(run, { maxLength: 6 }), files, files, (runs, one, two) => {
    const folder = freshFolder();
    put(path.join(folder, 'dist'), FOREIGN);
    for (const { name, files: some, at, kind } of runs) {
      withFault(folder, { ...FAULTS[kind], at }, () => write(folder, name, some));
    }
    write(folder, 'one', one);
    write(folder, 'two', two);
    expect(snapshot(path.join(folder, 'dist')))
      .toEqual(expected(FOREIGN, one, two, listOf('one', one), listOf('two', two)));
  }), { numRuns: 50 });
}, 60_000);

test.each(['ENOTEMPTY', 'EEXIST'])('a turn that was taken (%s), and has ended before one looks, is tried for again', code => {
  const folder = freshFolder();
  const node = jest.requireActual('node:fs');
  const rename = node.renameSync;
  let tries = 0;
  node.renameSync = (from: string, to: string) => {
    if (path.basename(to) === '.synth' && tries++ === 0) throw Object.assign(new Error(code), { code });
    rename(from, to);
  };
  try {
    write(folder, 'test', NEW);
  } finally {
    node.renameSync = rename;
  }
  expect(tries).toBe(2);
  expect(snapshot(path.join(folder, 'dist'))).toEqual(expected(NEW, listOf('test', NEW)));
});

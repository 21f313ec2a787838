import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeFiles } from '../../lib/app/files';
import { filesOf, freshFolder } from '../synth';

const LONG_AGO = new Date('2001-01-01');

function written(...texts: [string, string][]): string {
  const folder = freshFolder();
  writeFiles(new Map(texts.map(([file, text]) => [path.join(folder, file), text])));
  return folder;
}

test('files are written with the folders they are in, and nothing beside them', () => {
  expect(filesOf(written(['a', '1'], ['b/c/d', '2']))).toEqual(new Map([['a', '1'], ['b/c/d', '2']]));
});

test('a file whose bytes are the same is left alone', () => {
  const file = path.join(written(['a', 'same']), 'a');
  fs.utimesSync(file, LONG_AGO, LONG_AGO);
  const { ino } = fs.statSync(file);
  writeFiles(new Map([[file, 'same']]));
  expect(fs.statSync(file)).toMatchObject({ mtime: LONG_AGO, ino });
});

test('a file whose bytes differ is replaced as a whole', () => {
  const folder = written(['a', 'a long text'], ['b', 'kept']);
  const before = fs.openSync(path.join(folder, 'a'), 'r');
  writeFiles(new Map([[path.join(folder, 'a'), 'new']]));
  expect(filesOf(folder)).toEqual(new Map([['a', 'new'], ['b', 'kept']]));
  // Who had it open still reads the old one, from end to end.
  expect(fs.readFileSync(before, 'utf8')).toBe('a long text');
  fs.closeSync(before);
});

test('text that is not ASCII is compared by its bytes', () => {
  const file = path.join(written(['a', 'ä€😀']), 'a');
  fs.utimesSync(file, LONG_AGO, LONG_AGO);
  writeFiles(new Map([[file, 'ä€😀']]));
  expect(fs.statSync(file).mtime).toEqual(LONG_AGO);
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { inYaml } from '../../lib/wording/in-yaml';

const GOLDEN = path.join(__dirname, '../../../test/messages/golden');

/** What a platform package says is about a program. */
const OF_PROGRAMS = ['platforms.txt'];

const lines = fs.readdirSync(GOLDEN).filter(file => !OF_PROGRAMS.includes(file))
  .flatMap(file => fs.readFileSync(path.join(GOLDEN, file), 'utf8').split('\n').filter(line => line.startsWith('[')));

test('there are many messages', () => expect(lines.length).toBeGreaterThan(300));

/** A class and its member, `new`, a call that is no quoted text, an arrow of a function. */
const PROGRAM = /\b[A-Z]\w*\.[A-Za-z]\w*(?!\.)|\bnew [A-Z]|(?<!["/\w-])\w+\([^)\s]|\(\)|=>(?! chart\/)/;

test('none of the library\'s messages speaks TypeScript once it is told in YAML', () => {
  const fixOf = (line: string) => inYaml(line).replace(/^.*?: /, '');
  expect(lines.map(fixOf).filter(text => PROGRAM.test(text))).toEqual([]);
});

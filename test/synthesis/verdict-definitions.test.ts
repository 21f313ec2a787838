import * as fs from 'node:fs';
import * as path from 'node:path';
import { appOf, given, thing, withFakePrograms } from './fake-programs';
import { freshFolder } from '../synth';

/* The user's own definitions of custom resources, on their way to the programs. */

withFakePrograms();

const TEXT = 'kind: CustomResourceDefinition';
let file: string;
beforeEach(() => {
  file = path.join(freshFolder(), 'things.yaml');
  fs.writeFileSync(file, TEXT);
});

const appWith = (definitions: string, more: object = {}) => appOf({ definitions, build: thing({}), ...more });

test('they come first', () => {
  expect(appWith(path.dirname(file)).plan().problems).toEqual([]);
  expect(given()).toEqual([{ definitions: file }, expect.objectContaining({ kind: 'Thing' })]);
});

test('all is judged again if one has changed', () => {
  const outdir = freshFolder();
  const judged = () => {
    appWith(file, { outdir }).synth();
    return given().length;
  };
  expect([judged(), judged()]).toEqual([2, 0]);
  fs.writeFileSync(file, `${TEXT}\n`);
  expect(judged()).toBe(2);
});

test('a malformed one is a problem with its name, once for all clusters; nothing is written', () => {
  process.env.MALFORMED = JSON.stringify({ refusals: [{ message: 'yaml: line 7' }] });
  const app = appWith(file, { versions: ['1.27', '1.37'] });
  expect(() => app.synth()).toThrow(`Validation failed with the following errors:
  cdk8s-pinterest:definitions = "${file}": is no file of definitions: yaml: line 7. Correct it, or leave it out.`);
  expect(fs.readdirSync(app.outdir)).toEqual([]);
});

test('one that cannot be read is a problem', () => {
  expect(appWith('/nowhere').plan().problems.map(({ message }) => message)).toEqual([
    'cdk8s-pinterest:definitions = "/nowhere": cannot be read: ENOENT: no such file or directory, stat \'/nowhere\'. '
    + 'Name files or folders with CustomResourceDefinitions, separated by commas.',
  ]);
});

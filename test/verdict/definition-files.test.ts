import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { DefinitionFiles } from '../../lib/verdict/definition-files';
import { freshFolder } from '../synth';

const before = { ...process.env };
afterEach(() => { process.env = { ...before }; });

function folderWith(...names: string[]): string {
  const folder = freshFolder();
  for (const name of names) fs.writeFileSync(path.join(folder, name), `text of ${name}`);
  return folder;
}

function filesOf(context: unknown): DefinitionFiles {
  const app = new App();
  app.node.setContext('cdk8s-pinterest:definitions', context);
  return new DefinitionFiles(app);
}

const namesOf = ({ all }: DefinitionFiles) => all.map(({ file, text }) => [path.basename(file), text]);
const textOf = (name: string) => [name, `text of ${name}`];

test('a folder gives its files of YAML and JSON, in one order, and a file itself', () => {
  const folder = folderWith('b.yaml', 'a.yml', 'c.json', 'd.ts', 'e.yaml.bak');
  const other = folderWith('f.txt', 'g.yaml');
  expect(namesOf(filesOf(`${folder}, ${path.join(other, 'f.txt')}`))).toEqual(['a.yml', 'b.yaml', 'c.json', 'f.txt'].map(textOf));
});

test('the environment names them, too, from the folder of the program on', () => {
  process.env.CDK8S_PINTEREST_DEFINITIONS = path.relative(process.cwd(), folderWith('a.yaml'));
  const { all: [{ file }] } = new DefinitionFiles(new App());
  expect(path.isAbsolute(file)).toBe(true);
});

test('without them there are none', () => {
  expect(new DefinitionFiles(new App())).toMatchObject({ all: [], problems: [] });
});

test.each([
  ['/nowhere/crds', 'cannot be read: ENOENT'], ['a\0b', 'cannot be read: '], [7, 'cannot be read: ENOENT'],
  [{}, 'cannot be read: ENOENT'], [freshFolder(), 'is a folder without a file .yaml, .yml or .json'],
])('%j is a problem, and others are read all the same', (context, rule) => {
  const { all, problems } = filesOf(`${context},${folderWith('a.yaml')}`);
  expect(all).toHaveLength(1);
  expect(problems).toEqual([{
    field: 'cdk8s-pinterest:definitions',
    value: `${context}`,
    rule: expect.stringContaining(rule),
    fix: 'Name files or folders with CustomResourceDefinitions, separated by commas.',
  }]);
});

test('a folder with a folder called as a file names it', () => {
  const folder = folderWith();
  fs.mkdirSync(path.join(folder, 'a.yaml'));
  expect(filesOf(folder).problems.map(({ rule }) => rule)).toEqual([expect.stringContaining('cannot be read: EISDIR')]);
});

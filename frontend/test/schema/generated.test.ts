import * as fs from 'node:fs';
import * as ts from 'typescript';
import { publicTypes } from '../../../test/validation/inventory';
import { MODEL, StructType } from '../../lib/model/model';
import { LEFT_OUT } from '../../lib/model/short-forms';
import { Assemblies } from '../../scripts/assemblies';
import { generated } from '../../scripts/generated';
import { freshLibrary } from '../fresh-library';

test('the model, the schema and the definitions are what `npm run frontend` makes of the library as it is', () => {
  const { folder, dispose } = freshLibrary();
  try {
    for (const [file, text] of generated(new Assemblies(folder))) {
      expect([
        file, fs.readFileSync(file, 'utf8') === text,
      ]).toEqual([file, true]);
    }
  } finally {
    dispose();
  }
}, 180_000);

const TYPES = publicTypes();

/** The properties of an interface and of those that it extends, as the sources have them. */
function propertiesOf(name: string): string[] {
  const found = TYPES.get(name) ?? hidden(name);
  const parents = found.heritageClauses?.flatMap(({ types }) => types.map(({ expression }) => expression.getText())) ?? [];
  const own = found.members.filter(ts.isPropertySignature).map(member => member.name.getText());
  return [...own, ...parents.filter(parent => parent !== 'ChartProps' && parent !== 'AppProps').flatMap(propertiesOf)];
}

/** Of those that the package exports as types only, and those within the library. */
function hidden(name: string): ts.InterfaceDeclaration {
  const files = fs.readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  for (const file of files) {
    const source = ts.createSourceFile(file, fs.readFileSync(`lib/${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
    const found = source.statements.find(each => ts.isInterfaceDeclaration(each) && each.name.text === name);
    if (found) return found as ts.InterfaceDeclaration;
  }
  throw new Error(`There is no interface ${name}.`);
}

test.each([...Object.keys(MODEL.kinds), 'PinterestChart', 'PinterestApp'])('every property of a %s has a form in YAML', kind => {
  const name = `cdk8s-pinterest.${kind}Props`;
  const written = Object.keys((MODEL.types[name] as StructType).properties);
  const left = Object.keys(LEFT_OUT).filter(each => each.startsWith(`${name}.`)).map(each => each.slice(name.length + 1));
  const taken = new Set(propertiesOf(`${kind}Props`));
  expect([...taken].filter(each => !written.includes(each))).toEqual([]);
  expect(left).toEqual(kind === 'PinterestApp' ? ['outdir', 'resolvers'] : []);
});

test('there is a kind for each class of workloads that the package exports', () => {
  const classes = [...TYPES.values()].filter(ts.isClassDeclaration)
    .filter(each => each.heritageClauses?.some(
      ({ types }) => types.some(({ expression }) => expression.getText() === 'PinterestWorkload'),
    ));
  expect(classes.length).toBeGreaterThan(5);
  expect(classes.map(each => each.name!.text).filter(each => !(each in MODEL.kinds))).toEqual([]);
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Definitions } from '../../lib/verdict/definitions';
import { freshFolder } from '../synth';

const definition = (group: string, kind: string) => ({ kind: 'CustomResourceDefinition', spec: { group, names: { kind } } });

function definitions(): Definitions {
  const folder = freshFolder();
  fs.writeFileSync(path.join(folder, 'example.com_Thing.json'), JSON.stringify(definition('example.com', 'Thing')));
  fs.writeFileSync(path.join(folder, '..', 'outside_Thing.json'), '{}');
  return new Definitions(folder);
}

test('a definition is given once, with the first object of its kind', () => {
  const all = definitions();
  const thing = { apiVersion: 'example.com/v1', kind: 'Thing' };
  expect([all.newFor(thing), all.newFor(thing)]).toEqual([definition('example.com', 'Thing'), undefined]);
});

test.each([
  [{ apiVersion: 'v1', kind: 'Pod' }], [{ apiVersion: '../outside/v1', kind: 'Thing' }], [{ apiVersion: 'example.com/v1' }],
  [{ apiVersion: 'example.com/v1', kind: '../Thing' }], [{ apiVersion: 7, kind: {} }], [null], ['Thing'],
])('of %j there is none', object => {
  expect(definitions().newFor(object)).toBe(undefined);
});

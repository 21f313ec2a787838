import * as fs from 'node:fs';
import * as path from 'node:path';
import { runHere } from './run-here';

const EXAMPLES = path.join(__dirname, '../../examples');

function read(folder: string): Record<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.yaml')).sort();
  return Object.fromEntries(files.map(file => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

test.each(['quickstart', 'storefront'])('the %s in YAML gives the bytes that it gives in TypeScript', name => {
  const { folder, status, err } = runHere([path.join(EXAMPLES, 'yaml', name)]);
  expect([status, err]).toEqual([0, expect.stringContaining('written')]);
  expect(read(folder)).toEqual(read(path.join(EXAMPLES, name, 'golden')));
});

test.each([
  'quickstart/hello.yaml', 'storefront/app.yaml', 'storefront/storefront.yaml',
])('%s names the schema for editors', file => {
  const [first] = fs.readFileSync(path.join(EXAMPLES, 'yaml', file), 'utf8').split('\n');
  const [, schema] = /^# yaml-language-server: \$schema=(.+)$/.exec(first) ?? [];
  expect(fs.existsSync(path.join(EXAMPLES, 'yaml', path.dirname(file), schema))).toBe(true);
});

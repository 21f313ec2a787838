import * as fs from 'node:fs';
import * as path from 'node:path';
import { Built, MESH, World } from '../synth';
import { CASES } from './cases';

/** The oldest version, on a cluster without certificates, and the newest, on one with everything. */
const WORLDS = new Map<string, World>([
  ['1.27', { ...MESH, version: '1.27', region: 'us-east-1', identity: undefined }],
  ['1.37', { ...MESH, version: '1.37', region: 'us-east-1' }],
]);

// To accept a change: npm run golden, and read the diff.
test.each(Object.keys(CASES).flatMap(name => [...WORLDS.keys()].map(world => [name, world])))('%s on %s', (name, version) => {
  const built = new Built(CASES[name], WORLDS.get(version), 'platform');
  const written = built.write().get('chart.k8s.yaml')!;
  const file = path.join(__dirname, version, `${name}.yaml`);
  if (process.env.UPDATE_GOLDEN) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, written);
  }
  expect(written).toBe(fs.readFileSync(file, 'utf8'));
});

test('every golden file has its case', () => {
  const files = [...WORLDS.keys()]
    .flatMap(version => fs.readdirSync(path.join(__dirname, version)).map(file => `${version}/${file}`));
  expect(files.sort())
    .toEqual([...WORLDS.keys()].flatMap(version => Object.keys(CASES).map(name => `${version}/${name}.yaml`)).sort());
});

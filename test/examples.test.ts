import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const EXAMPLES = path.join(__dirname, '../examples');

/** Runs an example as its cdk8s.yaml does; its files by path. */
function run(example: string): Map<string, string> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), `${example}-`));
  const { status, stderr } = spawnSync('npx', ['tsx', 'main.ts'], { cwd: path.join(EXAMPLES, example), encoding: 'utf8', env: { ...process.env, CDK8S_OUTDIR: outdir } });
  if (status !== 0) throw new Error(stderr);
  return read(outdir);
}

function read(folder: string): Map<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.(yaml|txt)$/.test(file)).sort();
  return new Map(files.map(file => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

// To accept a change: npm run golden, and read the diff.
test.each(['quickstart', 'pinboard', 'batch', 'training', 'platform'])('%s gives the manifests of its golden folder', example => {
  const golden = read(path.join(EXAMPLES, example, 'golden'));
  expect(golden.size).toBeGreaterThan(0);
  expect(run(example)).toEqual(golden);
}, 30000);

test('the README shows what the quickstart gives', () => {
  const readme = fs.readFileSync(path.join(__dirname, '../README.md'), 'utf8');
  const main = fs.readFileSync(path.join(EXAMPLES, 'quickstart/main.ts'), 'utf8');
  const [manifest] = [...read(path.join(EXAMPLES, 'quickstart/golden')).values()];
  expect(readme).toContain(main.trim());
  expect(readme).toContain(manifest.trim());
});

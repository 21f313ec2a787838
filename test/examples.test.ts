import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as yaml from 'js-yaml';

const EXAMPLES = path.join(__dirname, '../examples');

/** Runs an example as its cdk8s.yaml does; returns its files by path. */
function run(example: string): Map<string, string> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), `${example}-`));
  // The template's own tsconfig.json does not map the library's name to lib/.
  const env = { ...process.env, CDK8S_OUTDIR: outdir, TSX_TSCONFIG_PATH: path.join(EXAMPLES, 'tsconfig.json') };
  const cwd = path.join(EXAMPLES, example);
  const { app } = yaml.load(fs.readFileSync(path.join(cwd, 'cdk8s.yaml'), 'utf8')) as { app: string };
  const { status, stderr } = spawnSync(app, { shell: true, cwd, encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
  return read(outdir);
}

function read(folder: string): Map<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.(yaml|txt)$/.test(file)).sort();
  return new Map(files.map(file => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

function packageOf(folder: string) {
  return JSON.parse(fs.readFileSync(path.join(EXAMPLES, folder, 'package.json'), 'utf8'));
}

// To accept a change: npm run golden, and read the diff.
const ALL = ['quickstart', 'pinboard', 'batch', 'training', 'platform', 'storefront'];

test.each(ALL)('%s gives the manifests of its golden folder', example => {
  const golden = read(path.join(EXAMPLES, example, 'golden'));
  expect(golden.size).toBeGreaterThan(0);
  expect(run(example)).toEqual(golden);
}, 30000);

test('the template gives what it has committed for Argo CD', () => {
  expect(run('template')).toEqual(read(path.join(EXAMPLES, 'template/dist')));
}, 30000);

test('the template names the versions that the library is tested with', () => {
  const { devDependencies, version } = packageOf('..');
  const { dependencies } = packageOf('template');
  expect(dependencies).toEqual({
    'cdk8s': devDependencies.cdk8s,
    'cdk8s-pinterest': version,
    'cdk8s-plus-27': devDependencies['cdk8s-plus-27'],
    'constructs': devDependencies.constructs,
  });
});

test('the README shows what the quickstart gives', () => {
  const readme = fs.readFileSync(path.join(__dirname, '../README.md'), 'utf8');
  const main = fs.readFileSync(path.join(EXAMPLES, 'quickstart/main.ts'), 'utf8');
  const [manifest] = [...read(path.join(EXAMPLES, 'quickstart/golden')).values()];
  expect(readme).toContain(main.trim());
  expect(readme).toContain(manifest.trim());
});

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
const NAMES = ['quickstart', 'pinboard', 'batch', 'training', 'storefront', 'data', 'platform'];
test.each(NAMES)('%s gives the manifests of its golden folder', example => {
  const golden = read(path.join(EXAMPLES, example, 'golden'));
  expect(golden.size).toBeGreaterThan(0);
  expect(run(example)).toEqual(golden);
}, 30000);

/** All objects that examples have for a cluster of one version, by kind, namespace and name. */
function objectsOf(folder: (example: string) => string): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const example of [...NAMES, 'template']) {
    for (const object of yaml.loadAll([...read(folder(example))].map(([, text]) => text).join('---\n')) as any[]) {
      const { apiVersion, kind, metadata: { namespace = '', name } } = object;
      const key = [apiVersion, kind, namespace, name].join(' ');
      found.set(key, (found.get(key) ?? new Map()).set(example, JSON.stringify(object)));
    }
  }
  return found;
}

describe.each([['staging'], ['prod-east']])('on one cluster, %s', cluster => {
  const folderOf = (example: string) => {
    const golden = path.join(EXAMPLES, example, example === 'template' ? 'dist' : 'golden');
    // Those with one cluster have no folder for it, and the template's second one has another name.
    return [cluster, 'production', ''].map(each => path.join(golden, each)).find(each => fs.existsSync(each))!;
  };
  const objects = [...objectsOf(folderOf)];

  test('no object is of two examples, and so none is pruned or changed by another one', () => {
    expect(objects.length).toBeGreaterThan(100);
    expect(objects.filter(([, examples]) => examples.size > 1).map(([key, examples]) => [key, ...examples.keys()])).toEqual([]);
  });

  test('each example has its namespaces for itself, and so its names in DNS and its paths in ZooKeeper', () => {
    const users = new Map<string, Set<string>>();
    for (const [key, examples] of objects) {
      const namespace = key.split(' ')[2];
      for (const example of examples.keys()) users.set(namespace, (users.get(namespace) ?? new Set()).add(example));
    }
    expect([...users].filter(([namespace, each]) => namespace !== '' && each.size > 1)).toEqual([]);
  });

  test('no host is that of two examples, and an issuer that one makes is no other\'s', () => {
    const bodies = objects.flatMap(([, examples]) => [...examples].map(([example, text]) => ({ example, ...JSON.parse(text) })));
    const hosts = bodies.filter(({ kind }) => kind === 'Ingress').flatMap(({ example, spec }) => (
      spec.rules.map(({ host }: any) => [host, example])
    ));
    expect(hosts.filter(([host, example]) => hosts.some(other => other[0] === host && other[1] !== example))).toEqual([]);
    const made = bodies.filter(({ kind }) => /Issuer$/.test(kind));
    const users = bodies.filter(({ kind }) => kind === 'Certificate');
    for (const { example, metadata: { name } } of made) {
      expect(users.filter(({ spec }) => spec.issuerRef.name === name).every(user => user.example === example)).toBe(true);
    }
    expect(made.length).toBe(1);
  });
});

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

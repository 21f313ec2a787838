import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse, stringify } from 'yaml';
import { CHART, folderWith, workload } from './run-here';
import { bundle } from '../scripts/bundle';

const EXAMPLE = path.join(__dirname, '../../examples/yaml/storefront');
const GOLDEN = path.join(__dirname, '../../examples/storefront/golden');

let program = '';
beforeAll(() => {
  program = path.join(folderWith(), 'pinterest-yaml.js');
  bundle(program);
});

/** Runs the one file, where nothing is installed. */
function run(
  cwd: string, words: string[], input = '',
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [program, ...words], { cwd, input, encoding: 'utf8', env: { PATH: process.env.PATH } });
}

const example = (file: string) => fs.readFileSync(path.join(EXAMPLE, file), 'utf8');

test('one file gives the manifests where nothing else is installed', () => {
  const cwd = folderWith({ 'a.yaml': CHART + workload() });
  expect(run(cwd, ['.'])).toMatchObject({ status: 0, stderr: expect.stringContaining('dist: 1 file written') });
  expect(fs.readFileSync(path.join(cwd, 'dist/shop.k8s.yaml'), 'utf8')).toContain('kind: Deployment');
});

test('a platform package gets this copy of the library and of its peers', () => {
  const cwd = folderWith({
    'app.yaml': example('app.yaml').replace('./platform', '"@shop/platform"'),
    'storefront.yaml': example('storefront.yaml'),
    'node_modules/@shop/platform/index.js': example('platform/index.js'),
    'node_modules/@shop/platform/package.json': example('platform/package.json'),
    // A second copy, whose objects would be none of ours.
    'node_modules/cdk8s-pinterest/index.js': 'throw new Error("a second copy was loaded");',
  });
  expect(run(cwd, ['.']).stderr).toContain('dist: 2 files written');
  for (const cluster of ['staging', 'prod-east']) {
    const file = `${cluster}/storefront.k8s.yaml`;
    expect(fs.readFileSync(path.join(cwd, 'dist', file), 'utf8')).toBe(fs.readFileSync(path.join(GOLDEN, file), 'utf8'));
  }
});

test('a platform package may use all modules of the library, and its peers', () => {
  const cwd = folderWith({
    'app.yaml': 'apiVersion: platform.pinterest.com/v1\nkind: PinterestApp\nmetadata: {name: a}\nspec: {platform: "@shop/platform"}\n',
    'node_modules/@shop/platform/index.js': `
      const { Platform, Cluster, KubernetesVersion } = require('cdk8s-pinterest/platform');
      const root = require('cdk8s-pinterest');
      for (const name of ['cdk8s-pinterest/runtime', 'cdk8s', 'cdk8s-plus-27', 'constructs']) require(name);
      if (root.platform.Platform !== Platform) throw new Error('two copies');
      exports.platform = new Platform({ clusters: [new Cluster({ name: 'one', environment: 'dev', version: KubernetesVersion.V1_37 })] });`,
    'shop.yaml': CHART + workload(),
  });
  expect(run(cwd, ['.'])).toMatchObject({ status: 0 });
  expect(fs.existsSync(path.join(cwd, 'dist/one/shop.k8s.yaml'))).toBe(true);
});

describe('with a platform that the command was told', () => {
  const marks = (name: string) => `require('node:fs').writeFileSync(${JSON.stringify(name)}, ''); exports.programFor = () => undefined;`;
  /** What somebody commits who wants to have it run. */
  const hostile = (marker: string) => ({
    'app.yaml': example('app.yaml'),
    'storefront.yaml': example('storefront.yaml'),
    'platform/index.js': marks(marker),
    ...Object.fromEntries(['cdk8s-pinterest-verdict', 'cdk8s-pinterest-verdict-1.27', 'cdk8s-pinterest', 'yaml'].map(each => (
      [`node_modules/${each}/index.js`, marks(marker)]
    ))),
  });

  test('nothing is run that lies beside the documents', () => {
    const marker = path.join(folderWith(), 'was-run');
    const cwd = folderWith(hostile(marker));
    const { status, stdout, stderr } = run(cwd, [
      '--stdout', '--cluster', 'staging', '--platform', path.join(EXAMPLE, 'platform'), '.',
    ]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(fs.readFileSync(path.join(GOLDEN, 'staging/storefront.k8s.yaml'), 'utf8'));
    expect(fs.existsSync(marker)).toBe(false);
  });

  test('without it, the platform package of the documents is run', () => {
    const marker = path.join(folderWith(), 'was-run');
    run(folderWith(hostile(marker)), ['--stdout', '--cluster', 'staging', '.']);
    expect(fs.existsSync(marker)).toBe(true);
  });
});

describe('as a KRM function', () => {
  const others = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 'on', b: '1.10', c: 'text\nof two lines\n' } },
  ];
  /** As kustomize writes it, whose strings are those of YAML 1.1. */
  const list = (text: string, functionConfig?: object) => stringify({
    apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', ...(functionConfig && { functionConfig }),
    items: [...others, ...text.split('---\n').map(each => parse(each))],
  }, { version: '1.1' });

  test('it puts manifests in the place of documents, and hands on what is not for it', () => {
    const { status, stdout } = run(folderWith(), [], list(CHART + workload()));
    expect(status).toBe(0);
    const { items } = parse(stdout, { version: '1.1' });
    expect(items[0]).toEqual(others[0]);
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['Deployment', 'Service', 'ServiceAccount']),
    );
    expect(items.filter(({ kind }: { kind: string }) => kind.startsWith('Pinterest'))).toEqual([]);
  });

  test('what it hands on is what was written, for any reader', () => {
    const values = [
      '0444', '12345678901234567890', '1.10', 'yes', '1e3', '0o14', '~', '2020-01-01', '"0o14"', '"yes"', '!!str 3', 'a, b] c',
      '"x\\u2028y\\u0085z\\ra"', '"tail \\n\\n"', '"a: b # c"',
    ];
    const written = `${values.map((value, n) => `    v${n}: ${value}\n`).join('')}    text: |\n      one\n\n        two\n`;
    const head = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: example.com/v1\n  kind: Other\n  spec:\n';
    const { status, stdout } = run(folderWith(), [], head + written);
    expect(status).toBe(0);
    for (const plain of values.slice(0, 8).filter(each => each !== '~')) expect(stdout).toMatch(new RegExp(`: ${plain}\n`));
    expect(stdout).toContain('text: |\n');
    expect(stdout).not.toMatch(/[\u0085\u2028\r]/);
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(stdout, { version }).items[0].spec).toEqual(parse(head + written, { version }).items[0].spec);
    }
  });

  test('an annotation does not say from where outside of the folder programs are run', () => {
    const outside = folderWith({ 'platform/index.js': 'require("node:fs").writeFileSync(__dirname + "/was-run", "")' });
    const beside = folderWith();
    for (const file of [path.join(outside, 'app.yaml'), `../${path.basename(outside)}/app.yaml`]) {
      const app = `apiVersion: platform.pinterest.com/v1
kind: PinterestApp
metadata: {name: app, annotations: {config.kubernetes.io/path: ${JSON.stringify(file)}}}
spec: {platform: ./platform}
`;
      expect(run(beside, [], list(`${app}---\n${CHART}`)).stderr).toContain('is no folder or module of this project');
    }
    expect(fs.existsSync(path.join(outside, 'platform/was-run'))).toBe(false);
  });

  test('its configuration is the app, with the platform and one cluster', () => {
    const [app, chart] = example('app.yaml').split('---\n');
    const config = parse(app);
    const only = { ...config, spec: { ...config.spec, clusters: ['staging'] } };
    const { stdout, stderr } = run(EXAMPLE, [], list(`${chart}---\n${example('storefront.yaml')}`, only));
    expect(stderr).toBe('');
    const { items, functionConfig } = parse(stdout);
    expect(functionConfig).toEqual(only);
    expect(items.filter(({ kind }: { kind: string }) => kind === 'Deployment')).toHaveLength(11);
  });

  test('it tells what is wrong as results', () => {
    const { status, stdout, stderr } = run(folderWith(), [], list(CHART + workload('scalin: 3')));
    expect(status).toBe(1);
    expect(stderr).toContain('spec.scalin: is no such property. Did you mean scaling?');
    expect(parse(stdout).results).toEqual([{ severity: 'error', message: expect.stringContaining('Did you mean scaling?') }]);
  });

  test('it does not mix the manifests of several clusters', () => {
    const [app, chart] = example('app.yaml').split('---\n');
    const { status, stderr } = run(EXAMPLE, [], list(`${chart}---\n${example('storefront.yaml')}`, parse(app)));
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(
        'The charts go to several clusters, staging, prod-east, and only one can be printed. Name it: --cluster staging',
      ),
    ]);
  });

  test('other input is refused', () => {
    expect(run(folderWith(), [], 'kind: List\n')).toMatchObject({
      status: 2, stderr: 'pinterest-yaml: Standard input has no ResourceList of config.kubernetes.io/v1.\n',
    });
  });
});

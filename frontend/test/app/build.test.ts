import * as fs from 'node:fs';
import * as path from 'node:path';
import { folderWith, runHere, CHART, workload } from '../run-here';

const app = (spec: string) => `apiVersion: platform.pinterest.com/v1\nkind: PinterestApp\nmetadata: {name: shop}\nspec: ${spec}\n`;

const PLATFORM = `
const { Cluster, KubernetesVersion, Platform } = require('cdk8s-pinterest/platform');
const { Requirement } = require('cdk8s-pinterest');
const cluster = name => new Cluster({ name, environment: 'dev', version: KubernetesVersion.V1_37 });
exports.platform = new Platform({ clusters: [cluster('east'), cluster('west')] });
class Country extends Requirement { constructor(code) { super('geodata'); this.code = code; } }
exports.requirements = { country: code => { if (typeof code !== 'string') throw new Error('needs a code'); return new Country(code); } };
`;

function run(
  files: Record<string, string>, ...words: string[]
): { status: number; told: string[]; read: (file: string) => string; files: string[] } {
  const folder = folderWith(files);
  const { status, err, folder: outdir } = runHere([...words, folder]);
  return {
    status,
    told: err.split('\n').filter(line => /:\d+:\d+: |^pinterest-yaml/.test(line)).map(line => line.replaceAll(`${folder}/`, '')),
    read: file => fs.readFileSync(path.join(outdir, file), 'utf8'),
    files: fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.k8s.yaml')).sort(),
  };
}

test('two charts of one name are told, with their lines', () => {
  expect(run({ 'shop.yaml': `${CHART}${workload()}---\n${CHART}${workload()}` }).told).toEqual([
    expect.stringMatching(/^shop.yaml:15:1: metadata.name = "shop": is also the name of the PinterestChart at .*shop.yaml:2\. /),
    expect.stringMatching(/^shop.yaml:21:1: metadata.name = "api": is also the name of the PinterestService at .*shop.yaml:8\. /),
  ]);
});

test('a name with a slash is refused: it would be that of another chart', () => {
  expect(run({ 'shop.yaml': CHART + workload('', { name: 'a/b' }) }).told).toEqual([
    'shop.yaml:9:18: metadata.name = "a/b": must not contain "/". Write a name such as "api".',
  ]);
});

describe('clusters', () => {
  const files = (spec: string, more = '', chart = CHART) => ({
    'app.yaml': app(spec), 'platform/index.js': PLATFORM, 'shop.yaml': chart + workload('scaling: {fixed: 2}', { more }),
  });

  test('get the charts, each in its folder', () => {
    expect(run(files('{platform: ./platform}')).files).toEqual(['east/shop.k8s.yaml', 'west/shop.k8s.yaml']);
  });

  test('may be named', () => {
    expect(run(files('{platform: ./platform, clusters: [west]}')).files).toEqual(['west/shop.k8s.yaml']);
    expect(run(files('{platform: ./platform, clusters: [wst]}')).told)
      .toEqual(['app.yaml:4:41: spec.clusters = "wst": is no cluster of the platform. Did you mean west?']);
  });

  test('may be named by a chart', () => {
    const chart = `${CHART}  clusters: [east]\n`;
    expect(run(files('{platform: ./platform}', '', chart)).files).toEqual(['east/shop.k8s.yaml']);
  });

  test('may be one that the command is told', () => {
    expect(run(files('{platform: ./platform}'), '--cluster', 'west').files).toEqual(['west/shop.k8s.yaml']);
    expect(run(files('{platform: ./platform}'), '--cluster', 'north').told)
      .toEqual(['pinterest-yaml: The charts do not go to the cluster north. Known clusters: east, west.']);
  });

  test('differ as a document says: properties are merged, values replaced, and null leaves one out', () => {
    const more = 'clusters:\n  west:\n    container: {workingDir: /west, portNumber: null}\n    scaling: {fixed: 3}\n';
    const { read } = run(files('{platform: ./platform}', more));
    expect(read('east/shop.k8s.yaml')).toContain('replicas: 2');
    expect(read('east/shop.k8s.yaml')).toContain('containerPort: 8080');
    const west = read('west/shop.k8s.yaml');
    expect(west).toContain('replicas: 3');
    expect(west).toContain('workingDir: /west');
    expect(west).toContain('image: registry.example.com/api:1.0.0');
    expect(west).not.toContain('containerPort');
  });

  test('what is wrong with a difference has its line, once', () => {
    const more = 'clusters:\n  west: {scalin: {fixed: 3}}\n  north: {}\n';
    expect(run(files('{platform: ./platform}', more)).told).toEqual([
      expect.stringMatching(/^shop\.yaml:14:10: spec\.scalin: is no such property\. Did you mean scaling\?$/),
      'shop.yaml:15:3: clusters.north: is no cluster of the platform. Known clusters: east, west.',
    ]);
  });
});

describe('the platform package', () => {
  const told = (spec: string, files: Record<string, string> = {}) => run({
    'app.yaml': app(spec), 'a.yaml': CHART + workload(), ...files,
  }).told;

  test('is one of npm, or a folder of the project', () => {
    expect(told('{platform: ../platform}')[0])
      .toBe('app.yaml:4:18: spec.platform = "../platform": must be the name of an npm package, or a folder of the project. Write for example "@example/platform" or "./platform".');
    for (const name of [
      '/tmp/platform', './../platform', 'node:fs', './a/../../b',
    ]) {
      expect(told(`{platform: "${name}"}`)[0]).toContain(
        'must be the name of an npm package',
      );
    }
  });

  test('must be there', () => {
    expect(told('{platform: "@example/platform"}')).toEqual([
      'app.yaml:4:18: spec.platform = "@example/platform": is not installed. Run: npm install @example/platform',
    ]);
  });

  test('must export a platform, of this copy of the library', () => {
    expect(told('{platform: ./platform}', { 'platform/index.js': '' })).toEqual([
      'app.yaml:4:18: spec.platform = "./platform": exports no `platform`. Export it there: exports.platform = new Platform({ clusters: [...] }).',
    ]);
    expect(told('{platform: ./platform}', { 'platform/index.js': 'exports.platform = { clusters: [] };' })[0]).toContain(
      'none of this copy of cdk8s-pinterest',
    );
  });

  test('that cannot be loaded is told with the reason', () => {
    expect(told('{platform: ./platform}', { 'platform/index.js': 'throw new Error("no network");' }))
      .toEqual(['app.yaml:4:18: spec.platform = "./platform": cannot be loaded: no network. Mend the package.']);
  });

  test('has requirements of its own', () => {
    const files = (requirements: string) => ({
      'app.yaml': app(
        '{platform: ./platform, clusters: [east]}',
      ), 'platform/index.js': PLATFORM, 'a.yaml': CHART + workload(`requirements: ${requirements}`),
    });
    expect(run(files('[{country: de}]')).told).toEqual([
      expect.stringMatching(/^a\.yaml:12:\d+: \[east\/shop\/api\] spec\.requirements = "geodata": /),
    ]);
    expect(run(files('[{county: de}]')).told).toEqual([
      'a.yaml:12:27: spec.requirements[0].county = "county": is none of the `requirements` that the platform package exports. Did you mean country?',
    ]);
    expect(run(files('[country]')).told).toEqual([
      'a.yaml:12:18: spec.requirements[0] = "country": is refused: needs a code. Write what it takes.',
    ]);
  });
});

describe('charts', () => {
  const second = CHART.replace('{name: shop}', '{name: ads}');

  test('have the workloads of their file, of their folder, and of those below it', () => {
    const { files, read } = run({
      'shop/chart.yaml': CHART, 'shop/api.yaml': workload(), 'shop/more/web.yaml': workload('', { name: 'web' }),
      'ads.yaml': second + workload('', { name: 'banner' }),
    });
    expect(files).toEqual(['ads.k8s.yaml', 'shop.k8s.yaml']);
    expect(read('ads.k8s.yaml')).toContain('name: banner');
    expect(read('shop.k8s.yaml')).toMatch(/name: api\n[^]*name: web\n/);
  });

  test('a workload in none or in several is told', () => {
    expect(run({ 'a.yaml': workload() }).told[0]).toBe(
      'a.yaml:3:1: PinterestService api: is in no chart. Write a document of kind: PinterestChart with the owner, in this file or in its folder.',
    );
    expect(run({ 'a.yaml': `${CHART}---\n${second}${workload()}` }).told[0]).toContain('may be in several charts: shop, ads.');
  });

  test('two of one name are told, workloads too', () => {
    expect(run({ 'a.yaml': CHART + workload() + workload() }).told).toEqual([
      expect.stringMatching(/^a\.yaml:15:1: metadata\.name = "api": is also the name of the PinterestService at a\.yaml:8\. /),
    ]);
  });

  test('the namespace of a workload is that of its chart', () => {
    const text = CHART + workload().replace('{name: api}', '{name: api, namespace: other}');
    expect(run({ 'a.yaml': text }).told).toEqual([
      'a.yaml:9:34: metadata.namespace = "other": must be the namespace of its chart, default. Leave it out, or change the namespace of the chart.',
    ]);
  });
});

describe('workloads that are named', () => {
  test('may stand later', () => {
    const job = workload('runsBefore: [web]', { kind: 'PinterestJobSet', name: 'migrate' }).replace(', portNumber: 8080', '');
    expect(run({ 'a.yaml': CHART + job + workload('', { name: 'web' }) })).toMatchObject({ status: 0 });
  });

  test('must be there', () => {
    const job = workload('runsBefore: [wbe]', { kind: 'PinterestJobSet', name: 'migrate' });
    expect(run({ 'a.yaml': CHART + job + workload('', { name: 'web' }) }).told[0])
      .toBe('a.yaml:12:16: spec.runsBefore[0] = "wbe": is no workload of this app. Known workloads: migrate, web.');
  });

  test.each([
    ['kind: PinterestService', 'kind: PinterestServce'],
    ['apiVersion: platform.pinterest.com/v1', 'apiVersion: platform.pinterest.com/v2'],
  ])('are not missed where their own document is wrong: no %s', (right, wrong) => {
    const job = workload('runsBefore: [web]', { kind: 'PinterestJobSet', name: 'migrate' }).replace(', portNumber: 8080', '');
    const { told } = run({ 'a.yaml': CHART + job + workload('', { name: 'web' }).replace(right, wrong) });
    expect(told).toEqual([expect.stringContaining(wrong.split(': ')[1])]);
  });

  test('must not wait for each other', () => {
    const job = (name: string, other: string) => workload(`runsAfter: [${other}]`, { kind: 'PinterestJobSet', name });
    expect(run({ 'a.yaml': CHART + job('a', 'b') + job('b', 'a') }).told[0]).toContain('waits for this one itself');
  });
});

test.each([
  '[app, {replace: {path: /image, value: a}}]',
  '[app, {add: [/tty, true]}, {replace: [/image, registry.example.com/other:2]}]',
  '{name: app, operations: [{add: [/tty, true]}, {replace: [/image, registry.example.com/other:2]}]}',
])('patches of a container may be any number: %s', written => {
  const { read, told } = run({ 'a.yaml': CHART + workload('', { more: `pod:\n  - patchContainer: ${written}\n` }) });
  expect(told).toEqual([]);
  expect(read('shop.k8s.yaml')).toMatch(/image: (a|registry.example.com\/other:2)\n/);
  expect(read('shop.k8s.yaml').includes('tty: true')).toBe(written.includes('tty'));
});

test('what is added to the pods is told by its line', () => {
  const more = 'pod:\n  - addEnv: [MODE, fast]\n  - addSidcar: {name: a}\n  - addEnv: {name: B}\n';
  expect(run({ 'a.yaml': CHART + workload('', { more }) }).told).toEqual([
    'a.yaml:15:5: pod[1].addSidcar: is no function of the pod. Did you mean addSidecar?',
    expect.stringContaining('pod[2].addEnv.value: is missing'),
  ]);
});

test('objects of the cluster are named, and so are workloads and containers', () => {
  const spec = `  container:
    image: registry.example.com/web:1.0.0
    envFrom: [{sec: login}, {configMap: settings, prefix: S_}]
    envVariables:
      PASSWORD: {fromSecretValue: {secret: login, key: password}}
      REGION: {fromConfigMap: [settings, region]}
      ADDRESS: {fromFieldRef: POD_IP}
      CPUS: {fromResource: {resource: CPU_REQUEST, container: app}}
    volumeMounts:
      - {path: /cache, volume: {fromEmptyDir: cache}}
      - {path: /certificates, volume: {fromSecret: {secr: login, items: {tls.crt: {path: tls.crt}}}}}
  serviceAccount: {owner: api}
`;
  const web = `---\napiVersion: platform.pinterest.com/v1\nkind: PinterestService\nmetadata: {name: web}\nspec:\n${spec}`;
  const { told, read } = run({ 'a.yaml': CHART + web + workload() });
  expect(told).toEqual([]);
  const text = read('shop.k8s.yaml');
  for (const part of [
    'envFrom:\n            - secretRef:\n                name: login\n            - configMapRef:\n                name: settings\n              prefix: S_\n',
    'secretKeyRef:\n                  key: password\n                  name: login\n',
    'configMapKeyRef:\n                  key: region\n                  name: settings\n',
    'fieldPath: status.podIP', 'containerName: app\n', 'emptyDir: {}', 'secretName: login', 'serviceAccountName: api',
  ]) expect(text).toContain(part);
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { parseAllDocuments } from 'yaml';
import { CHART, folderWith, runHere, workload } from '../run-here';

test('manifests are written, and a second run changes nothing', () => {
  const folder = folderWith({ 'a.yaml': CHART + workload() });
  const { status, folder: outdir, err } = runHere([folder]);
  expect([status, fs.readdirSync(outdir).filter(file => file.endsWith('.yaml'))]).toEqual([0, ['shop.k8s.yaml']]);
  expect(err).toContain('1 file written');
  expect(runHere([folder], undefined, { CDK8S_OUTDIR: outdir }).err).toContain('unchanged, 1 file');
});

test('with a problem nothing is written, and the exit code says so', () => {
  const { status, folder, err } = runHere([folderWith({ 'a.yaml': CHART + workload('scalin: 1') })]);
  expect([status, fs.readdirSync(folder)]).toEqual([1, []]);
  expect(err).toMatch(/\n1 problem; nothing was written\.\n$/);
});

test.each([
  [['--nonsense'], 'There is no option --nonsense. --help tells what there is.'],
  [['--cluster'], '--cluster needs a value. --help tells what there is.'],
  [[], 'Name a folder or a file. --help tells what there is.'],
  [['/no/such/place'], 'There is no file or folder /no/such/place. Name one that there is, such as "." for this folder.'],
  [
    ['--platform', '/no/such/place', '.'],
    'The platform package /no/such/place is no folder or module of this project. '
    + 'Correct the path: a relative one begins at the folder of the documents.',
  ],
])('%j cannot be done, and the exit code says so', (words, said) => {
  expect(runHere(words)).toMatchObject({ status: 2, err: `pinterest-yaml: ${said}\n` });
});

test('a folder without documents is told, since nothing would be left of the output', () => {
  const folder = folderWith({ 'a.yaml': 'kind: Deployment\n', 'package.json': '{}' });
  const fix = 'Name the folder or the file that has one; "pinterest init --language yaml FOLDER" makes a project of its own.';
  expect(runHere([folder])).toMatchObject({
    status: 2, err: `pinterest-yaml: There is no document of platform.pinterest.com/v1 in ${folder}, which has 1 YAML file. ${fix}\n`,
  });
  expect(runHere([folderWith()])).toMatchObject({ status: 2, err: expect.stringContaining(', which has 0 YAML files. Name ') });
});

test('a project without charts is told, since nothing would be left of the output', () => {
  const folder = folderWith({ 'a.yaml': 'apiVersion: platform.pinterest.com/v1\nkind: PinterestApp\nmetadata: {name: shop}\n' });
  expect(runHere([folder])).toMatchObject({
    status: 1, err: expect.stringContaining(':1:1: PinterestApp: has no chart. Write a document of kind: PinterestChart, and workloads beside it.'),
  });
});

test('clusters without a platform are told, with what to write', () => {
  const fix = 'Name the package of one: write platform: "@example/platform" in the spec of a PinterestApp.';
  const folder = folderWith({ 'a.yaml': `${CHART}  clusters: [east]\n${workload('', { more: 'clusters: {west: {}}\n' })}` });
  const { status, err } = runHere([folder]);
  expect(status).toBe(1);
  expect(err).toContain(`a.yaml:6:13: spec.clusters: needs a platform, which has the clusters. ${fix}`);
  expect(err).toContain(`a.yaml:14:12: clusters.west: is no cluster, since there is no platform. ${fix}`);
  expect(runHere(['--cluster', 'east', folderWith({ 'a.yaml': CHART + workload() })])).toMatchObject({
    status: 2, err: `pinterest-yaml: There is no cluster east without a platform. ${fix}\n`,
  });
});

test('other YAML of a folder is left alone, its output and what npm installs too', () => {
  const folder = folderWith({
    'a.yaml': CHART + workload(),
    'deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\n',
    'chart/templates/a.yaml': '{{ if }}\n',
    'node_modules/a/a.yaml': CHART,
    '.cache/a.yaml': CHART,
    'notes.txt': 'kind: PinterestService',
  });
  fs.symlinkSync(path.join(folder, 'a.yaml'), path.join(folder, 'b.yaml'));
  expect(runHere([folder])).toMatchObject({ status: 0 });
});

test('a record for tools has the problems of the YAML, and the places of what is right', () => {
  const record = folderWith();
  const folder = folderWith({ 'a.yaml': CHART + workload('scaling: {between: [2, 3], onCpu: 60}') });
  runHere([folder], undefined, { CDK8S_PINTEREST_RECORD: record });
  runHere([folderWith({ 'b.yaml': CHART + workload('scalin: 1') })], undefined, { CDK8S_PINTEREST_RECORD: record });
  const records = fs.readdirSync(record).map(file => JSON.parse(fs.readFileSync(path.join(record, file), 'utf8')));
  const [right] = records.filter(({ problems }) => problems.length === 0);
  expect(right.workloads[0].place).toEqual({ file: path.join(folder, 'a.yaml'), line: 8, column: 1 });
  expect(right.workloads[0].places).toMatchObject({
    'container.image': {
      line: 11, column: 22,
    }, 'scaling.min': { line: 12, column: 23 }, 'scaling.percent': { line: 12, column: 37 },
  });
  const [wrong] = records.filter(({ problems }) => problems.length > 0);
  expect(wrong.problems).toEqual([{
    path: '',
    message: 'spec.scalin: is no such property. Did you mean scaling?',
    field: 'spec.scalin',
    rule: 'is no such property',
    fix: 'Did you mean scaling?',
    place: { file: expect.stringMatching(/^\/.*\/b\.yaml$/), line: 12, column: 3 },
  }]);
});

test('the schema is printed', () => {
  const { status, out } = runHere(['--schema']);
  expect(status).toBe(0);
  const validate = new Ajv({ strict: false }).compile(JSON.parse(out));
  expect(parseAllDocuments(CHART + workload()).map(document => validate(document.toJS()))).toEqual([true, true]);
  expect(
    validate({ apiVersion: 'platform.pinterest.com/v1', kind: 'PinterestService', metadata: { name: 'a' }, spec: {} }),
  ).toBe(false);
});

test('definitions of custom resources are printed', () => {
  const { status, out } = runHere(['--crds']);
  const names = [...out.matchAll(/^metadata:\n  name: (\w+)\.platform\.pinterest\.com$/gm)].map(([, name]) => name);
  expect([status, names]).toEqual([0, [
    'pinterestapps', 'pinterestcharts', 'pinterestcronjobs', 'pinterestdaemons', 'pinterestjobsets', 'pinterestservices',
    'pintereststatefulsets', 'pinteresttrainingjobs',
  ]]);
});

test('help is printed', () => {
  expect(runHere(['--help'])).toMatchObject({ status: 0, out: expect.stringContaining('Exit codes: 0 all is well;') });
});

test('manifests are printed, and nothing is written', () => {
  const { status, out, err, folder } = runHere(['--stdout', folderWith({ 'a.yaml': CHART + workload() })]);
  expect([status, err, fs.readdirSync(folder)]).toEqual([0, '', []]);
  expect(out).toContain('kind: Deployment');
});

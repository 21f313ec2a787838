import * as fs from 'node:fs';
import * as path from 'node:path';
import { CHART, complaints, folderWith, runHere, workload } from '../run-here';

/** What a run says, without places. */
const said = (spec: string, options?: Parameters<typeof workload>[1]) => (
  complaints(spec, options).map(line => line.replace(/^\d+:\d+: /, ''))
);

test.each([
  ['scaling: {between: [2, 3]}', 'spec.scaling', 'Add onCpu: 60, or write {fixed: n}.'],
  ['callers: [{workload: wbe}]', 'spec.callers[0].workload', 'Write {external: [name, namespace]} for a workload of another app.'],
  ['placement: {pool: gpu}', 'spec.placement.pool', 'There are no node pools.'],
  ['container: {image: a, workingDir: 3x, portNumber: 99999}', 'spec.container.portNumber', ''],
])('%s is told as it is written in YAML', (spec, field, fix) => {
  const text = workload().replace(/^ {2}container:.*\n/m, spec.startsWith('container') ? '' : '$&');
  const { err } = runHere([path.join(folderWith({ 'a.yaml': `${CHART}${text.replace(/\n+$/, '\n')}  ${spec}\n` }), 'a.yaml')]);
  const line = err.split('\n').find(each => each.includes(` ${field} `) || each.includes(` ${field}:`));
  expect(line).toContain(fix);
  expect(err).not.toMatch(/\b[A-Z]\w+\.\w+\(|new [A-Z]/);
});

describe('of what is wrong with the form', () => {
  test('the constructs say nothing more', () => {
    expect(said('ports: [{http: {numbr: 81, name: web}}]')).toEqual([
      'spec.ports[0].http.number: is missing. Write number.',
      'spec.ports[0].http.numbr: is no such argument. Did you mean number?',
    ]);
  });

  test('what stands beside it is told at once', () => {
    const text = CHART + workload().replace('portNumber: 8080', 'portNumber: "8080", resources: {memory: {request: 2Gi, limit: 1Gi}}');
    const { err } = runHere([path.join(folderWith({ 'a.yaml': text }), 'a.yaml')]);
    expect(err).toContain('spec.container.portNumber = "8080": must be a number');
    expect(err).toContain('spec.container.resources.memory.limit = ');
  });

  test('items of a list keep their places where one before them is wrong', () => {
    expect(complaints('callers:\n  - workload: [a, b]\n  - workload: api\n  - workload: wbe')).toEqual([
      expect.stringMatching(/^13:\d+: spec\.callers\[0\]\.workload\[1\] = "b": must be /),
      expect.stringMatching(/^15:17: \[shop\/api\] spec\.callers\[2\]\.workload = "default\/wbe": /),
    ]);
  });
});

test('what is added to the pods is told as the call in the list', () => {
  const more = [
    'pod:', '  - addEnv: [MODE, fast]', '  - addEnv: [MODE, slow]', '  - mount: {volume: data, path: /data}',
    '  - patchContainer: [app, {replace: [/ports/7/containerPort, 1]}]',
    '  - addSidecar: {name: logs, container: {image: logs, resources: {memory: {request: 2Gi, limit: 1Gi}}}}', '',
  ].join('\n');
  const { err } = runHere([path.join(folderWith({ 'a.yaml': CHART + workload('', { more }) }), 'a.yaml')]);
  for (const part of [
    /:14:\d+: \[shop\/api\] pod\[0\]\.addEnv = /, /:16:\d+: \[shop\/api\] pod\[2\]\.mount\S* = "data": /,
    /:18:\d+: \[shop\/api\] pod\[4\]\.addSidecar\.container\.resources\.memory\.limit = /,
  ]) expect(err).toMatch(part);
});

test('a record for tools says the same, and each once', () => {
  const record = folderWith();
  const text = CHART + workload('scaling: {between: [5, 3], onCpu: 60}\nstop: 30');
  runHere([folderWith({ 'a.yaml': text })], undefined, { CDK8S_PINTEREST_RECORD: record });
  const [{ problems }] = fs.readdirSync(record).map(file => JSON.parse(fs.readFileSync(path.join(record, file), 'utf8')));
  expect(problems).toEqual([
    expect.objectContaining({
      path: 'shop/api', field: 'spec.scaling.between[0]', fix: 'Write {between: [3, 5]}.', place: expect.objectContaining({ line: 12 }),
      message: 'spec.scaling.between[0] = 5: must not be above the maximum, 3. Write {between: [3, 5]}.',
    }),
    expect.objectContaining({ path: '', field: 'spec.stop', place: expect.objectContaining({ line: 13 }) }),
  ].reverse());
});

test('a warning has its line, too', () => {
  const text = CHART + workload('calls: [{http: {to: web, name: x}}]').replace('image: registry.example.com/api:1.0.0', 'image: api:latest');
  const { err } = runHere([path.join(folderWith({ 'a.yaml': text }), 'a.yaml')]);
  expect(err).not.toMatch(/^warning: \[/m);
});

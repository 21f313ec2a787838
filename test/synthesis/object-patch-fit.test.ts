import { ApiObject, JsonPatch } from 'cdk8s';
import { PinterestService } from 'cdk8s-pinterest';
import { BARE, Built, CONTAINER } from '../synth';

const errors = (patch: (object: ApiObject) => void) => new Built(chart => {
  patch(new PinterestService(chart, 'api', { container: CONTAINER }).deployment);
  const map = new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' } });
  map.addJsonPatch(JsonPatch.add('/data', {}), JsonPatch.add('/data/x/y', 'z'), JsonPatch.add('/data/z', 'z'));
}, BARE).errors;

const MAP = '[chart/map] addJsonPatch = "add /data/x/y": does not fit: there is no "/data/x", and nothing is in "/data". '
  + 'Patch what is there, or add what it is in first.';

test.each<[string, JsonPatch, string]>([
  ['into what is not there', JsonPatch.add('/spec/template/spec/containers/7/env/0', { name: 'x' }),
    'there is no "/spec/template/spec/containers/7", and in "/spec/template/spec/containers" are 1 items'],
  ['of what is not there', JsonPatch.remove('/spec/pause/x'), 'there is no "/spec/pause", and in "/spec" are'],
  ['that tests for something else', JsonPatch.test('/spec/replicas', 99), 'Test operation failed'],
])('a patch %s is named, with what is there, beside all other mistakes', (_, patch, why) => {
  const found = errors(object => object.addJsonPatch(JsonPatch.replace('/spec/replicas', 3), patch));
  const { op, path } = patch._toJson();
  const line = `[chart/api/deployment] addJsonPatch = "${op} ${path}": does not fit: ${why}`;
  expect(found).toEqual([expect.stringContaining(line), MAP]);
  expect(found.join()).not.toContain('revisionHistoryLimit":');
});

test('what is wrong with an object itself is not put down to its patches', () => {
  const found = new Built(chart => {
    const object = new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: { x: new Date(0) } });
    object.addJsonPatch(JsonPatch.add('/data/y', 'y'));
  }, BARE).errors;
  expect(found.join()).toContain('[chart/map]');
  expect(found.join()).not.toContain('does not fit');
});

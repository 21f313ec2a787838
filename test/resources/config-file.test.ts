import { ConfigFile, PinterestJobSet, Shards } from 'cdk8s-pinterest';
import { api, BARE, Built, complaints, CONTAINER } from '../synth';

const filesOf = (files: Record<string, string>) => {
  const shop = api({ config: { files } }, BARE);
  expect(complaints(() => shop.write())).toEqual([]);
  return shop.one('ConfigMap').data;
};

test('of a raw file nothing is replaced, of others their templates are', () => {
  const dashboard = '{"legendFormat":"{{namespace}} {{ service }} {{unknown}} \\{{team}} \\\\{{team}} {{$labels.pod}}"}';
  expect(filesOf({ 'd.json': ConfigFile.raw(dashboard), 'app.yaml': 'in {{namespace}}' })).toEqual({
    'd.json': dashboard, 'app.yaml': 'in shop',
  });
});

test('a raw file is the same for all shards, whatever stands in it', () => {
  const files = { f: ConfigFile.raw('{{shard}} of {{shards}}, {{value}}') };
  const built = new Built(chart => new PinterestJobSet(chart, 'x', {
    container: { image: CONTAINER.image }, config: { files }, shards: Shards.of('a', 'b'),
  }), BARE);
  expect(built.errors).toEqual([]);
  expect(built.one('ConfigMap').data).toEqual({ f: '{{shard}} of {{shards}}, {{value}}' });
});

test('a name that has no value is told with both ways out', () => {
  expect(complaints(() => api({ config: { files: { f: '{{nope}}' } } }, BARE).write())).toEqual([
    expect.stringMatching(/^\[chart\/api\] config\.files\["f"\] = "\{\{nope\}\}": has no value here\. Known names: .+\. /),
  ]);
  expect(complaints(() => api({ config: { files: { f: '{{nope}}' } } }, BARE).write())[0]).toContain(
    'Write \\{{nope}} for the text itself, or ConfigFile.raw(text) if none of it is to be replaced.',
  );
});

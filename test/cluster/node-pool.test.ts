import { TaintEffect } from 'cdk8s-plus-27';
import { api, complaints } from '../synth';

const said = (...nodePools: any[]) => complaints(() => api({}, { nodePools }).write());

test('pools of different names are taken', () => {
  expect(said(
    { name: 'gpu', labels: { pool: 'gpu' }, taints: [{ key: 'gpu', effect: TaintEffect.NO_EXECUTE }] },
    { name: 'b', labels: { pool: '' } },
  )).toEqual([]);
});

test.each<[string, any[], string]>([
  ['a name twice', [{ name: 'a', labels: { p: 'a' } }, { name: 'a', labels: { p: 'b' } }],
    'nodePools.name = "a": is used twice.'],
  ['no label', [{ name: 'a', labels: {} }], 'nodePools.labels = "a": has no label that tells its nodes from others.'],
  ['labels that are missing', [{ name: 'a' }], 'nodePools.labels: must be values by name, and is missing.'],
  ['a taint of another effect', [{ name: 'a', labels: { p: 'a' }, taints: [{ key: 'k', effect: 'never' }] }],
    'nodePools.taints.effect = "never": is no TaintEffect.'],
  ['a pool that is a name', ['gpu'], 'nodePools = "gpu": must be an object'],
])('%s is refused', (_, pools, line) => {
  expect(said(...pools)).toContainEqual(expect.stringContaining(line));
});

import { planned } from './planned';
import { compare } from '../../lib/diff/comparison';
import { objectChanges } from '../../lib/diff/objects/object-change';
import { comparisonText } from '../../lib/diff/output/text';
import { immutableKinds } from '../../lib/diff/verdict/immutable-fields';
import { stepFor } from '../../lib/diff/verdict/next-steps';
import { Places } from '../../lib/diff/workloads/places';
import { Style } from '../../lib/output/style';

const GROUPS: Readonly<Record<string, string>> = { StatefulSet: 'apps/v1', Deployment: 'apps/v1', Job: 'batch/v1' };
const object = (kind: string, content: object, more: object = {}) => planned({
  apiVersion: GROUPS[kind] ?? 'v1', kind, metadata: { name: 'db', namespace: 'orders' }, ...content,
}, more);

const set = (storage: string, more: object = {}) => object('StatefulSet', {
  spec: {
    ...more,
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage } } } }],
  },
});

function stepOf(before: ReturnType<typeof object>, after: ReturnType<typeof object>, message = 'cannot be changed'): string {
  const [change] = objectChanges([before], [after]);
  return stepFor({ object: after, field: '', message }, change);
}

describe('what the server refuses has a next step', () => {
  test('a larger claim of a stateful set', () => {
    expect(stepOf(set('10Gi'), set('20Gi'))).toBe(
      'If the storage class allows it, make each claim larger, -0 and those of all other pods: '
      + 'kubectl patch pvc data-db-0 -n orders -p \'{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}\'; '
      + 'then take the set off its pods, which go on: kubectl delete statefulset db -n orders --cascade=orphan; then apply.',
    );
  });

  test('a smaller one, which nobody can have', () => {
    expect(stepOf(set('10Gi'), set('1Gi'))).toMatch(/^A volume never shrinks: /);
    const claim = (storage: string) => object('PersistentVolumeClaim', { spec: { resources: { requests: { storage } } } });
    expect(stepOf(claim('10Gi'), claim('1Gi'))).toMatch(/^A volume never shrinks: /);
  });

  test('anything else of a stateful set', () => {
    expect(stepOf(set('1Gi', { serviceName: 'a' }), set('1Gi', { serviceName: 'b' })))
      .toContain('kubectl delete statefulset db -n orders --cascade=orphan');
  });

  test('in the words of a server, too', () => {
    expect(stepOf(set('10Gi'), set('20Gi'), 'Forbidden: updates to statefulset spec for fields other than ... are forbidden'))
      .toContain('--cascade=orphan');
    expect(stepOf(object('Job', { spec: { a: 1 } }), object('Job', { spec: { a: 2 } }), 'Invalid value: field is immutable'))
      .toContain('kubectl delete job db -n orders');
    expect(stepOf(object('Deployment', {}), object('Deployment', { spec: {} }), 'exceeded quota: all, requested: pods=3'))
      .toBe('Take less, or ask for more: kubectl describe quota -n orders');
    expect(stepOf(object('Deployment', {}), object('Deployment', { spec: {} }), 'the cluster has no apps/v1 Deployment'))
      .toMatch(/^Install what defines this kind/);
  });

  test('of what nothing is known: where to look', () => {
    const [before, after] = [1, 2].map(replicas => object('Deployment', { spec: { replicas } }, { workload: 'chart/db' }));
    expect(stepOf(before, after, 'spec.replicas: Invalid value')).toBe('See what decides it: pinterest explain chart/db');
  });

  test('each kind of which the table knows immutable fields', () => {
    for (const named of immutableKinds()) {
      const [kind, ...group] = named.split('.');
      const apiVersion = group.length === 0 ? 'v1' : `${group.join('.')}/v1`;
      const of = (n: number) => planned({ apiVersion, kind, metadata: { name: 'a' }, spec: { n } });
      expect([named, stepOf(of(1), of(2), 'field is immutable')]).toEqual([named, expect.not.stringContaining('Write what')]);
    }
  });

  test('and the answer says it', async () => {
    const side = (size: string) => ({ objects: [set(size)], workloads: [], places: new Places('/'), clusters: [] });
    const comparison = await compare({ before: side('10Gi'), after: side('20Gi') }, () => ({}), 'HEAD', []);
    expect(comparisonText(comparison, Style.PLAIN)).toMatch(/ {6}next: If the storage class allows it, /);
  });
});

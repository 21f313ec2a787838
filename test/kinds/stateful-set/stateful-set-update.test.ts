import { PinterestStatefulSet, PinterestStatefulSetProps, StatefulSetUpdate } from 'cdk8s-pinterest';
import { Built, CONTAINER } from '../../synth';

const store = (props: Partial<PinterestStatefulSetProps>, version = '1.37') => new Built(
  chart => new PinterestStatefulSet(chart, 'db', { container: CONTAINER, ...props }), { version },
);
const strategy = (props: Partial<PinterestStatefulSetProps>) => {
  const built = store(props);
  expect(built.errors).toEqual([]);
  return built.one('StatefulSet').spec.updateStrategy;
};

test.each<[string, Partial<PinterestStatefulSetProps>, object]>([
  ['nothing said', {}, { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
  ['the default by name', { update: StatefulSetUpdate.rolling() }, { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
  ['two at a time, from the second on', { update: StatefulSetUpdate.rolling({ maxUnavailable: 2 }), updateFrom: 1 },
    { type: 'RollingUpdate', rollingUpdate: { partition: 1, maxUnavailable: 2 } }],
  ['by hand', { update: StatefulSetUpdate.ON_DELETE }, { type: 'OnDelete' }],
])('%s', (_, props, written) => {
  expect(strategy(props)).toEqual(written);
});

test.each<[string, any, string, string]>([
  ['by hand, from the second on', { update: StatefulSetUpdate.ON_DELETE, updateFrom: 1 }, '1.37',
    'updateFrom = 1: has no meaning'],
  ['none at a time', { update: StatefulSetUpdate.rolling({ maxUnavailable: 0 }) }, '1.37',
    'update.maxUnavailable = 0: must be at'],
  ['two at a time, on an old version', { update: StatefulSetUpdate.rolling({ maxUnavailable: 2 }) }, '1.34',
    'update.maxUnavailable = 2: needs Kubernetes 1.35, and the cluster has 1.34.'],
  ['a word', { update: 'OnDelete' }, '1.37', 'update = "OnDelete": must be an object'],
])('%s is refused', (_, props, version, line) => {
  expect(store(props, version).errors).toContainEqual(expect.stringContaining(line));
});

import { onNodesWith } from '../../lib/pod/node-affinity';

const exists = (key: string) => ({ key, operator: 'Exists' });
const terms = (...nodeSelectorTerms: object[]) => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
});

test('where there is no affinity, the labels are all of it', () => {
  expect(onNodesWith(['a', 'b'])).toEqual(terms({ matchExpressions: [exists('a'), exists('b')] }));
});

test('each alternative of an affinity must have the labels too', () => {
  const affinity = terms({ matchExpressions: [exists('x')] }, { matchFields: [exists('y')] });
  expect(onNodesWith(['a'], affinity)).toEqual(terms({ matchExpressions: [exists('x'), exists('a')] }, {
    matchFields: [exists('y')], matchExpressions: [exists('a')],
  }));
});

test('what else an affinity says stays', () => {
  const podAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [] };
  const preferred = [{ weight: 1, preference: { matchExpressions: [exists('x')] } }];
  expect(onNodesWith(['a'], {
    podAffinity, nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred },
  })).toEqual({
    podAffinity,
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: preferred, ...terms({ matchExpressions: [exists('a')] }).nodeAffinity,
    },
  });
});

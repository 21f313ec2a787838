import { planned } from './planned';
import { ClusterReader } from '../../lib/cluster/cluster-reader';
import { Kubectl } from '../../lib/cluster/kubectl';
import { FailureReason } from '../../lib/cluster/read';
import { dryRuns } from '../../lib/diff/live/dry-runs';

const asked = (name: string, namespace = 'n', kind = 'ConfigMap') => {
  const document = { apiVersion: 'v1', kind, metadata: { name, namespace } };
  return { object: planned(document), live: document };
};

/** A server that takes a document unless it says why not. */
function server(refusalOf: (name: string, namespace: string) => { reason: FailureReason; message: string } | undefined) {
  const calls: string[][] = [];
  const run = async (_: readonly string[], input: string) => {
    const { items } = JSON.parse(input);
    calls.push(items.map(({ metadata: { name } }: any) => name));
    const failure = items.map(({ metadata: { name, namespace } }: any) => refusalOf(name, namespace)).find(Boolean);
    return failure ? { failure } : { value: JSON.stringify({ kind: 'List', items }) };
  };
  return { calls, reader: new ClusterReader({ run } as unknown as Kubectl) };
}

const NO_RIGHT = 'configmaps "a-0" is forbidden: User "web" cannot patch resource "configmaps" in API group "" in the '
  + 'namespace "n"';

describe('how a server would store documents', () => {
  const many = Array.from({ length: 450 }, (_, n) => asked(`a-${n}`));

  test('is asked of many at once', async () => {
    const { calls, reader } = server(() => undefined);
    const forms = await dryRuns([...many, asked('secret', 'n', 'Secret')], reader);
    expect(calls.map(({ length }) => length)).toEqual([200, 200, 50]);
    expect(forms.map(({ stored }: any) => stored?.metadata.name)).toEqual([...many.map(({ object }) => object.name), undefined]);
    expect(forms.slice(0, -1).every(({ isApplied }) => isApplied)).toBe(true);
  });

  test('is known of all but those that it refuses', async () => {
    const { calls, reader } = server(name => (name === 'a-7' ? { reason: FailureReason.OTHER, message: 'no' } : undefined));
    const forms = await dryRuns(many.slice(0, 100), reader);
    expect(forms.flatMap(({ refusal }, n) => refusal === undefined ? [] : [[n, refusal]])).toEqual([[7, 'no']]);
    expect(forms.filter(({ stored }) => stored !== undefined)).toHaveLength(99);
    expect(calls.length).toBeLessThan(20);
  });

  test.each([
    'exceeded quota: all',
    'configmaps "a-7" is forbidden: ValidatingAdmissionPolicy \'p\' denied request: a pod cannot claim resource "gpu"',
  ])('is refused by a quota or a policy, which nobody forbids to ask: %s', async message => {
    const { reader } = server(name => (name === 'a-7' ? { reason: FailureReason.FORBIDDEN, message } : undefined));
    const forms = await dryRuns(many.slice(0, 10), reader);
    expect(forms.flatMap(({ refusal }) => refusal ?? [])).toEqual([message]);
  });

  test('is not asked again and again where nobody may ask', async () => {
    const forbidden = { reason: FailureReason.FORBIDDEN, message: NO_RIGHT };
    const { calls, reader } = server((_, namespace) => (namespace === 'n' ? forbidden : undefined));
    const forms = await dryRuns([...many.slice(0, 100), asked('b', 'mine')], reader);
    expect(forms.map(({ failure, isApplied }) => failure === undefined && isApplied)).toEqual([...Array(100).fill(false), true]);
    expect(calls).toHaveLength(3);
  });

  test.each([
    ['not JSON', 'Welcome! {"kind"'], ['half of it', '{"kind":"List","items":[{"meta'], ['nothing', ''], ['null', 'null'],
    ['no objects', '{"kind":"List","items":[null,{}]}'], ['no list', '{"kind":"List","items":{"a":1}}'],
    ['NUL', '\0'], ['another object', '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"b","namespace":"n"}}'],
  ])('is not known where kubectl answers with %s', async (_, value) => {
    const reader = new ClusterReader({ run: async () => ({ value }) } as unknown as Kubectl);
    const [form] = await dryRuns([asked('a')], reader);
    expect(form).toEqual({ failure: { reason: FailureReason.OTHER, message: expect.stringContaining('kubectl does not say') } });
  });
});

import { NodeMatch, PinterestDaemon, PinterestStatefulSet, Placement, PodMatch, Toleration, ZoneSpread } from 'cdk8s-pinterest';
import { TaintEffect } from 'cdk8s-plus-27';
import { api, BARE, Built, complaints, CONTAINER, World } from '../synth';

const GPU = {
  name: 'gpu',
  labels: { 'node.example.com/pool': 'gpu' },
  taints: [{ key: 'gpu', value: 'yes', effect: TaintEffect.NO_SCHEDULE }],
};
const WORLD: World = { nodePools: [GPU, { name: 'big', labels: { size: 'big' } }] };
const SELF = { 'app.kubernetes.io/name': 'api', 'pinterest.com/crd_type': 'PinterestService' };

const spec = (placement: Placement, world: World = WORLD) => api({ placement }, world).template.spec;
const said = (placement: any, world: World = WORLD) => complaints(() => api({ placement }, world).write());
const { anywhere } = Placement;

test('a pool is its labels, and its taints are tolerated', () => {
  const { nodeSelector, tolerations } = spec(Placement.pool('gpu'));
  expect(nodeSelector).toEqual({ 'node.example.com/pool': 'gpu' });
  expect(tolerations).toEqual([{ key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }]);
});

test('anywhere is as if nothing were said', () => {
  expect(spec(anywhere())).toEqual(api({}, WORLD).template.spec);
});

test('what is chained is added, and the first placement stays as it was', () => {
  const first = Placement.pool('gpu');
  const second = first.and(Placement.nodes({ zone: 'a' })).tolerating(Toleration.taint({ key: 'spot' }));
  expect(spec(first).nodeSelector).toEqual({ 'node.example.com/pool': 'gpu' });
  expect(spec(second)).toMatchObject({
    nodeSelector: { 'node.example.com/pool': 'gpu', 'zone': 'a' },
    tolerations: [{ key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }, { key: 'spot', operator: 'Exists' }],
  });
});

test('nodes are chosen by what their labels say', () => {
  expect(spec(anywhere()
    .nodeAffinity([NodeMatch.isIn('zone', ['a', 'b']), NodeMatch.isMissing('spot')])
    .nodeAffinity([NodeMatch.isAbove('cores', 8)])
    .nodeAffinity([NodeMatch.exists('ssd'), NodeMatch.isNotIn('gen', ['1']), NodeMatch.isBelow('age', 3)], { preferred: 10 }))
    .affinity.nodeAffinity).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{
        matchExpressions: [
          { key: 'zone', operator: 'In', values: ['a', 'b'] }, { key: 'spot', operator: 'DoesNotExist' },
          { key: 'cores', operator: 'Gt', values: ['8'] },
        ],
      }],
    },
    preferredDuringSchedulingIgnoredDuringExecution: [{
      weight: 10,
      preference: {
        matchExpressions: [
          { key: 'ssd', operator: 'Exists' }, { key: 'gen', operator: 'NotIn', values: ['1'] },
          { key: 'age', operator: 'Lt', values: ['3'] },
        ],
      },
    }],
  });
});

test('what the platform requires of nodes holds beside it', () => {
  const { nodeAffinity } = spec(anywhere().nodeAffinity([NodeMatch.exists('ssd')]), { ...WORLD, startupGate: {} }).affinity;
  expect(nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([{
    matchExpressions: [{ key: 'ssd', operator: 'Exists' }, { key: 'runtime.pinterest.com/2026.11', operator: 'Exists' }],
  }]);
});

test('pods are kept apart from some and near others', () => {
  const { podAffinity, podAntiAffinity } = spec(anywhere()
    .apartFrom(PodMatch.SELF)
    .apartFrom(PodMatch.workload('noisy', 'batch'), { preferred: 50 })
    .nearTo(PodMatch.labelled({ tier: 'cache' }), { topologyKey: 'topology.kubernetes.io/zone' })).affinity;
  expect(podAntiAffinity).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels: SELF }, topologyKey: 'kubernetes.io/hostname' },
    ],
    preferredDuringSchedulingIgnoredDuringExecution: [{
      weight: 50,
      podAffinityTerm: {
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'noisy' } },
        topologyKey: 'kubernetes.io/hostname',
        namespaces: ['batch'],
      },
    }],
  });
  expect(podAffinity).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels: { tier: 'cache' } }, topologyKey: 'topology.kubernetes.io/zone' },
    ],
  });
});

const constraintsOf = (placement: Placement) => spec(placement).topologySpreadConstraints
  .map(({ topologyKey, maxSkew, whenUnsatisfiable }: any) => `${topologyKey} ${maxSkew} ${whenUnsatisfiable}`);

test('a spread is added to that of the kind; of one place there is one', () => {
  expect(constraintsOf(anywhere().spreadOver('rack').spreadOver('kubernetes.io/hostname', { maxSkew: 3 })
    .spreadOver('topology.kubernetes.io/zone', { required: true }))).toEqual([
    'topology.kubernetes.io/zone 1 ScheduleAnyway', 'kubernetes.io/hostname 3 ScheduleAnyway', 'rack 1 ScheduleAnyway',
    'topology.kubernetes.io/zone 1 DoNotSchedule',
  ]);
  expect(spec(anywhere().spreadOver('rack')).topologySpreadConstraints[2]).toEqual({
    maxSkew: 1,
    topologyKey: 'rack',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: SELF },
    matchLabelKeys: ['pod-template-hash'],
  });
});

test('a store that requires zones stays as even as it wants to be', () => {
  const built = new Built(chart => new PinterestStatefulSet(chart, 'db', {
    container: CONTAINER,
    zones: ZoneSpread.REQUIRED,
    placement: anywhere().spreadOver('topology.kubernetes.io/zone', { maxSkew: 5, required: true }),
  }), BARE);
  expect(built.one('StatefulSet').spec.template.spec.topologySpreadConstraints).toContainEqual(expect.objectContaining({
    topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule',
  }));
});

const daemon = (props: any) => new Built(
  chart => new PinterestDaemon(chart, 'agent', { container: CONTAINER, ...props }), WORLD, 'platform',
);

test('a daemon has the nodes and taints of both', () => {
  const built = daemon({
    placement: Placement.pool('gpu'),
    nodeSelector: { os: 'linux' },
    tolerations: [Toleration.taint({ key: 'gpu', value: 'yes' })],
  });
  expect(built.errors).toEqual([]);
  expect(built.one('DaemonSet').spec.template.spec).toMatchObject({
    nodeSelector: { 'os': 'linux', 'node.example.com/pool': 'gpu' },
    tolerations: [
      { key: 'gpu', operator: 'Equal', value: 'yes' }, { key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' },
    ],
  });
});

test('for a daemon, where other pods are has no meaning', () => {
  expect(daemon({ placement: anywhere().apartFrom(PodMatch.SELF).nearTo(PodMatch.SELF).spreadOver('rack') }).errors).toEqual(
    ['apartFrom', 'nearTo', 'spreadOver'].map(method => `[chart/agent] placement.${method}: has no meaning for a daemon, `
      + 'which has one pod on each of its nodes. Remove it, or choose nodes: Placement.pool, nodes, nodeAffinity.'),
  );
});

test.each<[string, any]>([
  ['labels that agree', Placement.nodes({ a: '5' }).nodeAffinity([
    NodeMatch.isIn('a', ['5']), NodeMatch.isAbove('a', 4), NodeMatch.isBelow('a', 6), NodeMatch.exists('a'),
    NodeMatch.isMissing('b'),
  ])],
  ['what is preferred', Placement.nodes({ a: 'b' }).nodeAffinity([NodeMatch.isMissing('a')], { preferred: 1 })],
  ['other places', anywhere().apartFrom(PodMatch.SELF).nearTo(PodMatch.SELF, { topologyKey: 'zone' })],
])('%s contradict nothing', (_, placement) => {
  expect(said(placement)).toEqual([]);
});

test('a daemon\'s own selector is not contradicted', () => {
  expect(daemon({ placement: Placement.nodes({ os: 'linux' }), nodeSelector: { os: 'windows' } }).errors).toEqual([
    expect.stringContaining('placement.nodes = "os=linux": contradicts os=windows: no node has both.'),
  ]);
});

test.each<[string, any, string]>([
  ['a pool that is not there', Placement.pool('tpu'),
    'placement.pool = "tpu": is no node pool of the cluster prod. Known node pools: big, gpu.'],
  ['two values of a label', Placement.pool('big').and(Placement.nodes({ size: 'small' })),
    'placement.nodes = "size=small": contradicts'],
  ['a label that a pool must not have', Placement.pool('big').nodeAffinity([NodeMatch.isNotIn('size', ['big'])]),
    'placement.nodeAffinity = "size": contradicts size=big: no node is both. Keep one of the two.'],
  ['a label that a node must not have', Placement.nodes({ a: 'b' }).nodeAffinity([NodeMatch.isMissing('a')]),
    'placement.nodeAffinity = "a": contradicts a=b: no node is both.'],
  ['a place where its pods must be and must not be', anywhere().apartFrom(PodMatch.SELF).nearTo(PodMatch.SELF),
    'placement.nearTo: contradicts apartFrom: both are of the same pods and places. Keep one of the two.'],
  ['no label of pods', anywhere().apartFrom(PodMatch.labelled({})), 'placement.apartFrom.pods.labels: must name a label. '],
  ['a weight of 0', anywhere().apartFrom(PodMatch.SELF, { preferred: 0 }),
    'placement.apartFrom.preferred = 0: must be from 1'],
  ['a weight of 101', anywhere().nodeAffinity([NodeMatch.exists('a')], { preferred: 101 }),
    'placement.nodeAffinity.preferred = 101: must be from 1 to 100.'],
  ['no skew', anywhere().spreadOver('rack', { maxSkew: 0 }), 'placement.spreadOver.maxSkew = 0: must be at least 1.'],
  ['no values', anywhere().nodeAffinity([NodeMatch.isIn('zone', [])]), 'placement.nodeAffinity = "zone": needs a value.'],
  ['no matches', anywhere().nodeAffinity([]), 'placement.nodeAffinity: must say something.'],
  ['a number in text', anywhere().nodeAffinity([NodeMatch.isAbove('cores', '8' as any)]),
    'placement.nodeAffinity.matches.number = "8"'],
  ['a toleration by hand', anywhere().tolerating('gpu' as any), 'placement.tolerating = "gpu": must be an object'],
  ['pods by hand', anywhere().apartFrom({} as any), 'placement.apartFrom.pods: must be made by its own function'],
  ['no pods', anywhere().nearTo(undefined as any), 'placement.nearTo.pods: must be'],
  ['no labels', anywhere().nearTo(PodMatch.labelled(undefined as any)),
    'placement.nearTo.pods.labels = "": must be values by name'],
  ['a placement by hand', { pool: 'gpu' }, 'placement: must be made by its own function'],
  ['a pool as placement', 'gpu', 'placement = "gpu": must be an object'],
  ['another that is none', Placement.pool('gpu').and('big' as any), 'placement.nodes = "big": must be values by name'],
])('%s is refused', (_, placement, line) => {
  expect(said(placement)).toContainEqual(expect.stringContaining(line));
});

import { SynthesisRecord } from 'cdk8s-pinterest';
import { intendedOf } from '../../../lib/status/intended';
import { Autoscaler, CronJob } from '../../../lib/status/snapshot/objects';
import { Snapshot } from '../../../lib/status/snapshot/snapshot';
import { WorkloadId } from '../../../lib/status/workload';
import { judged } from '../judged';
import { ago, job, podWith, READY, service, snapshot, together } from '../objects';

const ID: WorkloadId = { namespace: 'shop', name: 'api', kind: 'PinterestService' };
const NONE = { pods: {}, suspended: false, paused: false };
const wants = (number: number, autoscaled = false): WorkloadId => (
  { ...ID, intended: { ...NONE, pods: { 'Deployment/api': { number, autoscaled } } } }
);
const OURS = { 'app.kubernetes.io/managed-by': 'cdk8s-pinterest' };
const stopped = service('api', { replicas: 0, revisions: [[]] });
const ready = podWith(READY);

/** As the autoscaler's controller leaves it where its target has no pods. */
function autoscaler(minReplicas: number | undefined, more: object = {}): Autoscaler {
  return {
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'api', namespace: 'shop', labels: OURS, ...more },
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'api' }, minReplicas, maxReplicas: 10 },
    status: {
      currentReplicas: 0, desiredReplicas: 0,
      conditions: [
        { type: 'AbleToScale', status: 'True', reason: 'SucceededGetScale', lastTransitionTime: ago(900) },
        {
          type: 'ScalingActive', status: 'False', reason: 'ScalingDisabled', lastTransitionTime: ago(300),
          message: 'scaling is disabled since the replica count of the target is zero',
        },
      ],
    },
  };
}

function told(parts: Partial<Snapshot>, expected?: WorkloadId): string[] {
  const [{ health, summary, findings }] = judged(together(parts), expected && [expected]);
  return [`${health}: ${summary}`, ...findings.map(({ cause, urgency, what, step }) => `${urgency} ${cause}: ${what} ${step}`)];
}

describe('a Deployment that somebody has scaled to 0', () => {
  const DISABLED = [
    'failed: scaled to zero',
    'person scaled-to-zero: The Deployment api is scaled to 0, where its autoscaler api does nothing, though it is to keep at '
      + 'least 3 pods. kubectl scale deployment/api -n shop --replicas=3: from there the autoscaler goes on.',
  ];

  test('under an autoscaler is not idle, in a project and without one', () => {
    const parts = { ...stopped, autoscalers: [autoscaler(3)] };
    expect(told(parts)).toEqual(DISABLED);
    expect(told(parts, wants(3, true))).toEqual(DISABLED);
    expect(judged(together(parts))[0].findings[0].since).toBe(ago(300));
  });

  test('under an autoscaler that says no least number is not idle: there it is 1', () => {
    expect(told({ ...stopped, autoscalers: [autoscaler(undefined)] })[1]).toContain('at least 1 pod.');
  });

  test('under an autoscaler that has not looked yet may be on its way', () => {
    const unseen = { ...autoscaler(3), status: {} };
    expect(told({ ...stopped, autoscalers: [unseen] })[1]).toMatch(/^itself scaled-to-zero: /);
  });

  test('is not idle if the app asks for pods', () => {
    expect(told(stopped, wants(2))).toEqual([
      'failed: scaled to zero',
      'person scaled-to-zero: The Deployment api is scaled to 0, and the app wants 2 pods. '
        + 'kubectl scale deployment/api -n shop --replicas=2, or apply the manifests again.',
    ]);
  });

  test('is idle if the app, or an autoscaler that may, wants none', () => {
    for (const [parts, id] of [
      [stopped, undefined], [stopped, ID], [stopped, wants(0)], [{ ...stopped, autoscalers: [autoscaler(0)] }, undefined],
    ] as const) expect(told(parts, id)).toEqual(['idle: scaled to zero']);
  });

  test('is idle by KEDA, whose autoscaler keeps 1 pod, unless the app wants one', () => {
    const owner = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: 'api', uid: 'so', controller: true };
    const parts = { ...stopped, autoscalers: [autoscaler(1, { ownerReferences: [owner] })] };
    expect(told(parts)).toEqual(['idle: scaled to zero']);
    expect(told(parts, wants(0, true))).toEqual(['idle: scaled to zero']);
    expect(told(parts, wants(1, true))[0]).toBe('failed: scaled to zero');
  });
});

test('a StatefulSet at 0 whose app asks for pods is not idle', () => {
  const labels = { 'app.kubernetes.io/name': 'store', 'pinterest.com/crd_type': 'PinterestStatefulSet' };
  const metadata = { name: 'store', namespace: 'shop', uid: 'store', generation: 1, labels };
  const set = { kind: 'StatefulSet', metadata, spec: { replicas: 0 }, status: { observedGeneration: 1, replicas: 0 } } as never;
  const id = { namespace: 'shop', name: 'store', kind: 'PinterestStatefulSet' };
  const intended = { ...NONE, pods: { 'StatefulSet/store': { number: 3, autoscaled: false } } };
  const [, finding] = told({ statefulSets: [set] }, { ...id, intended });
  expect(finding).toContain('The StatefulSet store is scaled to 0, and the app wants 3 pods.');
  expect(told({ statefulSets: [set] }, id)).toEqual(['idle: scaled to zero']);
});

test('another number of pods than the app wants is told, and is no fault', () => {
  const parts = service('api', { replicas: 2, revisions: [[ready, ready]] });
  expect(told(parts, wants(3))).toEqual(['ready: 2 of 2 pods ready; the app wants 3']);
  expect(told(parts, wants(2))).toEqual(['ready: 2 of 2 pods ready']);
  expect(told(parts, wants(3, true))).toEqual(['ready: 2 of 2 pods ready']);
});

describe('what is suspended', () => {
  const labels = { 'app.kubernetes.io/name': 'clean', 'pinterest.com/crd_type': 'PinterestCronJob' };
  const cron: CronJob = {
    kind: 'CronJob', metadata: { name: 'clean', namespace: 'shop', labels },
    spec: { schedule: '* * * * *', suspend: true, jobTemplate: {} },
  };
  const ofCron = { namespace: 'shop', name: 'clean', kind: 'PinterestCronJob' };
  const held = job('index', 'a', { conditions: [{ type: 'Suspended', status: 'True' }] }, { suspend: true });
  const ofJob = { namespace: 'shop', name: 'index', kind: 'PinterestJobSet' };

  test('and not by its app, is not idle', () => {
    expect(told({ cronJobs: [cron] }, { ...ofCron, intended: NONE })).toEqual([
      'failed: suspended',
      'person suspended: The CronJob clean is suspended, and the app does not say so: no run begins. kubectl patch '
        + 'cronjob/clean -n shop -p \'{"spec":{"suspend":false}}\', or write suspend.',
    ]);
    expect(told({ jobs: [held] }, { ...ofJob, intended: NONE })[1]).toContain('The Job index-a is suspended');
  });

  test('by its app, by a queue, or by whom nobody knows, is idle', () => {
    const intended = { ...NONE, suspended: true };
    expect(told({ cronJobs: [cron] }, { ...ofCron, intended })).toEqual(['idle: suspended']);
    expect(told({ cronJobs: [cron] }, ofCron)).toEqual(['idle: suspended']);
    expect(told({ jobs: [held] }, { ...ofJob, intended })).toEqual(['idle: suspended']);
    const metadata = { ...held.metadata, labels: { ...held.metadata.labels, 'kueue.x-k8s.io/queue-name': 'gpus' } };
    expect(told({ jobs: [{ ...held, metadata }] }, { ...ofJob, intended: NONE })).toEqual(['idle: suspended']);
  });
});

test('a Job that something suspended makes is not suspended by hand, though a run of a CronJob may be', () => {
  const labels = { 'app.kubernetes.io/name': 'train', 'pinterest.com/crd_type': 'PinterestTrainingJob' };
  const made = job('train', 'launcher', { conditions: [{ type: 'Suspended', status: 'True' }] }, { suspend: true });
  const of = (kind: string) => ({
    ...made, metadata: {
      ...made.metadata, labels,
      ownerReferences: [{ apiVersion: 'x/v1', kind, name: 'train', uid: 'owner', controller: true }],
    },
  });
  const id = { namespace: 'shop', name: 'train', kind: 'PinterestTrainingJob', intended: NONE };
  for (const kind of ['JobSet', 'MPIJob']) expect(told({ jobs: [of(kind)] }, id)).toEqual(['idle: suspended']);
  expect(told({ jobs: [of('CronJob')] }, id)[1]).toContain('is suspended, and the app does not say so');
});

test('a Job that asks for no pods for now needs nobody', () => {
  const waits = job('index', 'a', { active: 0 }, { parallelism: 0 });
  const id = { namespace: 'shop', name: 'index', kind: 'PinterestJobSet', intended: NONE };
  const [line, ...findings] = told({ jobs: [waits] }, id);
  expect([line, findings]).toEqual([expect.not.stringMatching(/^failed/), []]);
});

describe('a rollout that is paused', () => {
  const paused = (parts: ReturnType<typeof service>) => {
    const [deployment] = parts.deployments ?? [];
    const conditions = [
      { type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused', lastTransitionTime: ago(300) as never },
    ];
    const held = { ...deployment, spec: { ...deployment.spec!, paused: true }, status: { ...deployment.status, conditions } };
    return { ...parts, deployments: [held] };
  };
  const half = paused(service('api', { revisions: [[ready], [ready]] }));

  test('before it is done needs a person', () => {
    expect(told(half)).toEqual([
      'degraded: 1 of 2 pods ready, and 1 of the former revision',
      'person paused: Its rollout is paused before it is done. kubectl rollout resume deployment/api -n shop',
    ]);
  });

  test('by the app itself, or when it is done, needs none', () => {
    const meant = { ...ID, intended: { ...NONE, paused: true } };
    expect(told(half, meant)[0]).toBe('progressing: 1 of 2 pods ready, and 1 of the former revision');
    expect(told(paused(service('api', { revisions: [[ready, ready]] })))).toEqual([
      'ready: 2 of 2 pods ready',
      'itself paused: Its rollout is paused: the next change will wait. kubectl rollout resume deployment/api -n shop',
    ]);
  });
});

describe('what the app wants', () => {
  type Recorded = SynthesisRecord['documents'][number];
  const document = (kind: string, spec: object, more: Partial<Recorded> = {}) => (
    { kind, name: 'api', cluster: 'east', namespace: 'shop', workload: 'a/api', content: { spec }, ...more } as Recorded
  );
  const workload = { path: 'a/api', cluster: 'east', namespace: 'shop' };
  const scaleTargetRef = { kind: 'Deployment', name: 'api' };

  test.each([
    ['its number', [document('Deployment', { replicas: 2 })], { number: 2, autoscaled: false }],
    ['none', [document('StatefulSet', { replicas: 0 })], { number: 0, autoscaled: false }],
    ['that of its autoscaler', [
      document('Deployment', {}), document('HorizontalPodAutoscaler', { scaleTargetRef, minReplicas: 3 }),
    ], { number: 3, autoscaled: true }],
    ['that of an autoscaler that somebody has written beside it', [
      document('Deployment', {}), document('HorizontalPodAutoscaler', { scaleTargetRef }, { workload: undefined }),
    ], { number: 1, autoscaled: true }],
    ['that of KEDA', [
      document('Deployment', {}), document('ScaledObject', { scaleTargetRef: { name: 'api' } }),
    ], { number: 0, autoscaled: true }],
    ['that of KEDA while nothing comes', [
      document('Deployment', {}),
      document('ScaledObject', { scaleTargetRef: { name: 'api' }, minReplicaCount: 3, idleReplicaCount: 0 }),
    ], { number: 0, autoscaled: true }],
    ['nothing, where another scales it', [document('Deployment', {})], undefined],
    ['nothing of another cluster', [
      document('Deployment', {}), document('HorizontalPodAutoscaler', { scaleTargetRef }, { cluster: 'west', workload: 'b/api' }),
    ], undefined],
  ])('is %s', (_, documents, pods) => {
    expect(Object.values(intendedOf(workload, documents).pods)).toEqual(pods === undefined ? [] : [pods]);
  });

  test('may be to wait', () => {
    expect(intendedOf(workload, [document('CronJob', { suspend: true })])).toEqual({ ...NONE, suspended: true });
    expect(intendedOf(workload, [document('Deployment', { paused: true })])).toEqual({ ...NONE, paused: true });
  });
});

test('what is being deleted is not scaled up', () => {
  const [deployment] = stopped.deployments ?? [];
  const going = { ...deployment, metadata: { ...deployment.metadata, deletionTimestamp: ago(5) } };
  expect(judged(snapshot({ ...stopped, deployments: [going] }), [wants(2)])[0].findings).toEqual([]);
});

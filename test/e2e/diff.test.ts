import { loadAll } from 'js-yaml';
import { HAS_ARGO_CD } from './argocd';
import { applied, compared, emptyNamespaces, NO_DIFFERENCE, removeAll, textOf, VERSION } from './diff-cluster';
import { EXAMPLES, partsOf } from './diff-examples';
import { CLUSTER, program, recorded, State } from './diff-program';
import { Syncs } from './diff-syncs';
import { eventually, get, kubectl } from './kubectl';
import { Comparison } from '../../cli/lib/diff/comparison';
import { fieldChanges } from '../../cli/lib/diff/fields/field-changes';
import { pathText } from '../../cli/lib/diff/fields/path';
import { PlannedObject } from '../../cli/lib/diff/objects/planned-object';
import { immutableChanges } from '../../cli/lib/diff/verdict/immutable-fields';

/*
 * `pinterest diff --against cluster`: what is freshly applied does not differ, a change is told as what it is, and what is
 * forecast is what happens. Its namespaces have no pods: what controllers make of a change shows without.
 *
 * With CDK8S_PINTEREST_VERDICT it asks the program of the cluster's version; without, the server itself.
 */

const CHANGES = 'diff-changes';
const SUFFIX = '-diffed';
/** How Argo CD applies: on the server's side, as the README has it; and on its own, for which two have to do: it takes long. */
const SIDES = [
  { side: 'server', syncOptions: ['ServerSideApply=true'], examples: EXAMPLES },
  { side: 'client', syncOptions: [], examples: ['quickstart', 'batch'] },
].map(each => ({ ...each, suffix: `-synced-${each.side}` }));
const syncs = new Syncs();

beforeAll(async () => {
  if (!HAS_ARGO_CD) return;
  const namespaces: string[] = [];
  for (const { suffix, syncOptions, examples } of SIDES) {
    for (const example of examples) {
      const parts = await partsOf(example, suffix);
      namespaces.push(...parts.flatMap(each => each.namespaces));
      syncs.add(`${example}${suffix}`, parts.flatMap(({ documents }) => documents), syncOptions);
    }
    namespaces.push(`diff${suffix}`);
    syncs.add(`diff${suffix}`, documentsOf(`diff${suffix}`), syncOptions);
  }
  emptyNamespaces(...namespaces);
  syncs.begin();
});

afterAll(() => {
  if (HAS_ARGO_CD) syncs.remove();
  removeAll([SUFFIX, ...SIDES.map(({ suffix }) => suffix)]);
});

/** What a state of the program has for the cluster. */
function documentsOf(namespace: string, state: State = {}): unknown[] {
  return program(namespace, state).plan().files.flatMap(({ text }) => loadAll(text));
}

/** All that a comparison says, in short. */
interface Said {
  readonly objects: string[];
  readonly restarts: string[];
  readonly refused: string[];
  readonly drift: string[];
}

describe('each example, freshly applied', () => {
  test.each(EXAMPLES)('%s does not differ', async example => {
    for (const { record, cluster, documents, namespaces } of await partsOf(example, SUFFIX)) {
      emptyNamespaces(...namespaces);
      expect(applied(documents)).toBe('');
      expect(textOf(await compared(record, cluster))).toBe(NO_DIFFERENCE);
      kubectl(['delete', 'namespace', ...namespaces, '--wait=false']);
    }
  });
});

(HAS_ARGO_CD ? describe : describe.skip).each(SIDES)('what Argo CD has applied by the $side', ({ suffix, examples }) => {
  beforeAll(() => syncs.ended());

  test.each(examples)('%s does not differ', async example => {
    for (const { record, cluster } of await partsOf(example, suffix)) {
      expect(textOf(await compared(record, cluster))).toBe(NO_DIFFERENCE);
    }
  });

  test('workloads do not differ, until they are changed', async () => {
    const name = `diff${suffix}`;
    expect(textOf(await compared(recorded(() => program(name)), CLUSTER))).toBe(NO_DIFFERENCE);
    const { objects, restarts } = await compared(recorded(() => program(name, { extra: false, replicas: 3 })), CLUSTER);
    expect(objects.map(({ type, before, after, fields }) => (
      [type, (after ?? before)!.kind, (after ?? before)!.name, ...fields.map(each => pathText(each.path))].join(' ')
    )).sort()).toEqual([
      'changed Deployment api spec.replicas',
      ...['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount'].map(kind => `gone ${kind} extra`),
    ]);
    expect(restarts.map(({ effect, object }) => `${effect} ${object.name}`)).toEqual(['end extra']);
  });
});

describe('a change', () => {
  const OF_SERVICE = ['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount'];
  const was = recorded(() => program(CHANGES));

  beforeAll(() => emptyNamespaces(CHANGES));

  /** What was changed, what the pods do, what is refused, and what others have changed. */
  const said = ({ objects, restarts, refusals, drift }: Comparison): Said => ({
    objects: objects.map(({ type, before, after, fields }) => {
      const { kind, name } = (after ?? before)!;
      const paths = fields.map(each => pathText(each.path)).join(', ');
      return `${type} ${kind} ${name.replace(/-[0-9a-f]{8}$/, '')}${type === 'changed' ? `: ${paths}` : ''}`;
    }).sort(),
    restarts: restarts.map(({ object, effect }) => `${object.kind} ${object.name}: ${effect}`).sort(),
    refused: [...new Set(refusals.map(({ object: { kind, name } }) => `${kind} ${name}`))],
    drift: drift.map(({ object, field, by, isTakenBack }) => (
      `${object.kind} ${object.name}: ${pathText(field.path)} by ${by.manager}${isTakenBack ? '' : ', stays'}`
    )),
  });

  /** Revisions of Deployments: each rollout has one. */
  const revisions = () => Object.fromEntries(get('deployments', '-n', CHANGES).items.map(({ metadata }: any) => (
    [metadata.name, metadata.annotations['deployment.kubernetes.io/revision']]
  )));

  const settled = () =>
    eventually('the controllers to have seen all', 30, () =>
      get('deployments', '-n', CHANGES).items.every(
        ({ metadata, status }: any) =>
          status?.observedGeneration === metadata.generation && 'deployment.kubernetes.io/revision' in metadata.annotations,
      ),
    );

  /** As at the beginning, with nothing beside. */
  async function fresh(): Promise<void> {
    expect(applied(documentsOf(CHANGES))).toBe('');
    kubectl(['delete', OF_SERVICE.join(','), '-n', CHANGES, '-l', 'app.kubernetes.io/name=site']);
    await settled();
  }

  const POD = 'spec.template.spec';
  const CONTAINER = `${POD}.containers[app]`;
  const NOTHING = { restarts: [], refused: [], drift: [] };

  test('nothing is no difference', async () => {
    await fresh();
    expect(textOf(await compared(was, CLUSTER))).toBe(NO_DIFFERENCE);
  });

  const CASES: [string, State, Partial<Said>][] = [
    [
      'of an image restarts what has it',
      { image: 'docker.io/library/busybox:1.37' },
      {
        objects: [
          `changed CronJob report: spec.jobTemplate.${CONTAINER}.image`,
          ...['api', 'extra', 'web'].map(name => `changed Deployment ${name}: ${CONTAINER}.image`),
          `changed StatefulSet store: ${CONTAINER}.image`,
        ],
        restarts: [
          'CronJob report: later',
          ...['api', 'extra', 'web'].map(name => `Deployment ${name}: restart`),
          'StatefulSet store: restart',
        ],
      },
    ],
    ['of the number of pods restarts nothing', { replicas: 3 }, { objects: ['changed Deployment api: spec.replicas'] }],
    [
      'of configuration restarts what reads it',
      { word: 'second' },
      {
        objects: [
          `changed CronJob report: spec.jobTemplate.${POD}.volumes[config].configMap.name`,
          ...['api', 'extra'].map(name => `changed Deployment ${name}: ${POD}.volumes[config].configMap.name`),
          ...['api', 'extra', 'report'].map(name => `renamed ConfigMap ${name}-config`),
        ],
        restarts: ['CronJob report: later', 'Deployment api: restart', 'Deployment extra: restart'],
      },
    ],
    [
      'of a port restarts, and moves the Service',
      { port: 9090 },
      {
        objects: [
          `changed Deployment api: ${CONTAINER}.ports[9090/TCP], ${CONTAINER}.ports[8080/TCP], ${CONTAINER}.readinessProbe.tcpSocket.port`,
          'changed NetworkPolicy api: spec.ingress[0].ports[0].port',
          'changed Service api: spec.ports[80/TCP].targetPort',
        ],
        restarts: ['Deployment api: restart'],
      },
    ],
    [
      'of callers changes who may connect, and restarts nothing',
      { callers: ['web', 'extra'] },
      {
        objects: ['changed NetworkPolicy api: spec.ingress[0].from[1]'],
      },
    ],
    [
      'of requests restarts',
      { millis: 20 },
      {
        objects: [
          `changed CronJob report: spec.jobTemplate.${CONTAINER}.resources.requests.cpu`,
          ...['api', 'extra', 'web'].map(name => `changed Deployment ${name}: ${CONTAINER}.resources.requests.cpu`),
          `changed StatefulSet store: ${CONTAINER}.resources.requests.cpu`,
        ],
        restarts: [
          'CronJob report: later',
          ...['api', 'extra', 'web'].map(name => `Deployment ${name}: restart`),
          'StatefulSet store: restart',
        ],
      },
    ],
    [
      'of a name makes a new workload and ends the old one',
      { web: 'site', callers: ['site'] },
      {
        objects: [
          'changed NetworkPolicy api: spec.ingress[0].from[0].podSelector.matchLabels[app.kubernetes.io/name]',
          ...OF_SERVICE.map(kind => `gone ${kind} web`),
          ...OF_SERVICE.map(kind => `new ${kind} site`),
        ],
        restarts: ['Deployment site: start', 'Deployment web: end'],
      },
    ],
    [
      'that takes a workload away ends it',
      { extra: false },
      {
        objects: OF_SERVICE.map(kind => `gone ${kind} extra`),
        restarts: ['Deployment extra: end'],
      },
    ],
    [
      'of a selector is refused',
      { selector: true },
      {
        objects: ['changed Deployment api: spec.selector.matchLabels.role, spec.template.metadata.labels.role'],
        refused: ['Deployment api'],
      },
    ],
    [
      "of a claim's size is refused",
      { size: 20 },
      {
        objects: ['changed StatefulSet store: spec.volumeClaimTemplates[data].spec.resources.requests.storage'],
        refused: ['StatefulSet store'],
      },
    ],
    [
      'of a Secret is seen, and its values are not',
      { password: 'hunter3' },
      {
        objects: ['changed Secret password: data.password'],
      },
    ],
  ];

  test.each(CASES)('%s', async (_, state, expected) => {
    await fresh();
    const comparison = await compared(recorded(() => program(CHANGES, state)), CLUSTER);
    expect(textOf(comparison)).not.toMatch(/hunter|aHVudGVy/);
    const forecast = said(comparison);
    expect(forecast).toEqual({ ...NOTHING, ...expected });

    const before = revisions();
    const refusal = applied(documentsOf(CHANGES, state));
    expect(refusal !== '').toBe(forecast.refused.length > 0);
    await settled();
    const restarted = Object.entries(revisions()).filter(([name, revision]) => name in before && before[name] !== revision);
    expect(restarted.map(([name]) => `Deployment ${name}: restart`))
      .toEqual(forecast.restarts.filter(each => /^Deployment .* restart$/.test(each)));
  });

  test('by hand is told with who made it, and is taken back or left', async () => {
    await fresh();
    kubectl(['scale', 'deployment/api', '--replicas=5', '-n', CHANGES]);
    kubectl(['set', 'image', 'deployment/web', 'app=docker.io/library/busybox:drift', '-n', CHANGES]);
    kubectl(['label', 'service/web', 'note=by-hand', '-n', CHANGES]);
    kubectl(['delete', 'networkpolicy', 'extra', '-n', CHANGES]);
    expect(said(await compared(was, CLUSTER))).toEqual({
      objects: ['changed Deployment api: spec.replicas', `changed Deployment web: ${CONTAINER}.image`, 'new NetworkPolicy extra'],
      restarts: ['Deployment web: restart'],
      refused: [],
      drift: [
        `Deployment web: ${CONTAINER}.image by kubectl-set`, 'Service web: metadata.labels.note by kubectl-label, stays',
        'Deployment api: spec.replicas by kubectl',
      ],
    });
    expect(applied(documentsOf(CHANGES))).toBe('');
    expect(said(await compared(was, CLUSTER))).toEqual({
      ...NOTHING, objects: [], drift: ['Service web: metadata.labels.note by kubectl-label, stays'],
    });
  });

  test('applied by a client leaves no difference, nor what it has removed', async () => {
    kubectl(['delete', 'deployments,statefulsets,services,cronjobs,networkpolicies', '--all', '-n', CHANGES]);
    const client = (state: State) =>
      kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: documentsOf(CHANGES, state) }));
    client({ selector: true });
    const left = said(await compared(was, CLUSTER));
    expect(left.objects).toEqual(['changed Deployment api: spec.selector.matchLabels.role, spec.template.metadata.labels.role']);
    kubectl(['delete', 'deployment', 'api', '-n', CHANGES]);
    client({});
    expect(said(await compared(was, CLUSTER)).objects).toEqual([]);
  });
});

describe('what cannot be changed, by the table', () => {
  const NAMESPACE = 'diff-immutable';
  const labels = { app: 'a' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'docker.io/library/busybox:1.36' }] } };
  const claim = (storage: string) => ({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage } },
    storageClassName: 'none',
  });
  const job = { suspend: false, completions: 1, template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } };
  const set = { selector: { matchLabels: labels }, serviceName: 'a', replicas: 1, template };
  const rule = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name });

  type Case = [kind: string, apiVersion: string, before: object, after: object];
  const CASES: Case[] = [
    [
      'Deployment',
      'apps/v1',
      { spec: { selector: { matchLabels: labels }, template } },
      { spec: { replicas: 2, revisionHistoryLimit: 3 } },
    ],
    [
      'Deployment',
      'apps/v1',
      { spec: { selector: { matchLabels: labels }, template: { ...template, metadata: { labels: { ...labels, b: 'b' } } } } },
      { spec: { selector: { matchLabels: { ...labels, b: 'b' } } } },
    ],
    [
      'StatefulSet',
      'apps/v1',
      { spec: set },
      { spec: { replicas: 2, minReadySeconds: 1, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } },
    ],
    ['StatefulSet', 'apps/v1', { spec: set }, { spec: { serviceName: 'b' } }],
    ['StatefulSet', 'apps/v1', { spec: set }, { spec: { podManagementPolicy: 'Parallel' } }],
    ['StatefulSet', 'apps/v1', { spec: set }, { spec: { revisionHistoryLimit: 3 } }],
    [
      'StatefulSet',
      'apps/v1',
      { spec: { ...set, volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: claim('1Gi') }] } },
      { spec: { volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: claim('2Gi') }] } },
    ],
    [
      'Job',
      'batch/v1',
      { spec: job },
      { spec: { parallelism: 0, activeDeadlineSeconds: 60, backoffLimit: 1, ttlSecondsAfterFinished: 5 } },
    ],
    ['Job', 'batch/v1', { spec: job }, { spec: { completions: 2 } }],
    ['Job', 'batch/v1', { spec: job }, { spec: { completionMode: 'Indexed' } }],
    ['Job', 'batch/v1', { spec: job }, { spec: { template: { spec: { activeDeadlineSeconds: 5 } } } }],
    [
      'CronJob',
      'batch/v1',
      { spec: { schedule: '0 0 29 2 *', jobTemplate: { spec: job } } },
      { spec: { jobTemplate: { spec: { completions: 2 } } } },
    ],
    ['Service', 'v1', { spec: { ports: [{ port: 80 }], clusterIP: 'None' } }, { spec: { ports: [{ port: 81 }] } }],
    ['Service', 'v1', { spec: { ports: [{ port: 80 }], clusterIP: 'None' } }, { spec: { clusterIP: undefined } }],
    ['Service', 'v1', { spec: { ports: [{ port: 80 }], clusterIP: 'None' } }, { spec: { clusterIP: '10.105.0.7' } }],
    ['ConfigMap', 'v1', { data: { a: '1' } }, { data: { a: '2' }, immutable: true }],
    ['ConfigMap', 'v1', { data: { a: '1' }, immutable: true }, { data: { a: '2' } }],
    ['ConfigMap', 'v1', { data: { a: '1' }, immutable: true }, { immutable: undefined }],
    ['Secret', 'v1', { stringData: { a: '1' } }, { type: 'example.com/other' }],
    ['Secret', 'v1', { data: { a: 'YQ==' }, immutable: true }, { data: { a: 'Yg==' } }],
    ['PersistentVolumeClaim', 'v1', { spec: claim('2Gi') }, { spec: { accessModes: ['ReadWriteMany'] } }],
    ['PersistentVolumeClaim', 'v1', { spec: claim('2Gi') }, { spec: claim('1Gi') }],
    ['RoleBinding', 'rbac.authorization.k8s.io/v1', { roleRef: rule('a') }, { roleRef: rule('b') }],
    [
      'RoleBinding',
      'rbac.authorization.k8s.io/v1',
      { roleRef: rule('a') },
      { subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'default' }] },
    ],
  ];

  const named = ([kind, apiVersion]: Case, n: number, content: object) => (
    { apiVersion, kind, metadata: { name: `of-${n}`, namespace: NAMESPACE }, ...content }
  );

  beforeAll(() => {
    emptyNamespaces(NAMESPACE);
    expect(applied(CASES.map((each, n) => named(each, n, each[2])))).toBe('');
  });

  test.each(CASES.map((each, n) => [each[0], n] as const))('%s: the server of this version agrees, case %d', (_, n) => {
    const [,, before, after] = CASES[n];
    const was = named(CASES[n], n, before);
    const is = JSON.parse(JSON.stringify(named(CASES[n], n, merged(before, after))));
    const refusal = applied([is], '--dry-run=server');
    const known = immutableChanges({ ...was, content: was } as unknown as PlannedObject, fieldChanges(was, is), VERSION);
    expect([refusal, known.length > 0]).toEqual([refusal, refusal !== '']);
  });

  function merged(before: any, after: any): any {
    const both = typeof before === 'object' && typeof after === 'object' && !Array.isArray(after);
    if (!both) return after;
    return {
      ...before,
      ...Object.fromEntries(Object.entries(after).map(([name, value]) => [name, merged(before[name], value)])),
    };
  }
});

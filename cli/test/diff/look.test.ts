import { MemoryKubectl, Resource } from './memory-kubectl';
import { planned } from './planned';
import { LiveObject } from '../../lib/diff/live/live-object';
import { lookAt, Past } from '../../lib/diff/live/look';
import { notesOnLeftovers } from '../../lib/diff/live/notes';
import { PlannedObject } from '../../lib/diff/objects/planned-object';
import { undecidedGroups } from '../../lib/diff/output/undecided-section';

const RESOURCES: Resource[] = [
  ['configmaps', '', 'ConfigMap', true], ['secrets', '', 'Secret', true], ['services', '', 'Service', true],
  ['deployments', 'apps', 'Deployment', true], ['clusterroles', 'rbac.authorization.k8s.io', 'ClusterRole', false],
  ['gateways', 'mesh.example.com', 'MeshGateway', true], ['pods', '', 'Pod', true],
];
const GROUPS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1', ClusterRole: 'rbac.authorization.k8s.io/v1', MeshGateway: 'mesh.example.com/v1',
};

interface Marks {
  readonly team?: string;
  readonly application?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const place = (where: string) => {
  const [namespace, kind, name] = where.split('/');
  return { apiVersion: GROUPS[kind] ?? 'v1', kind, name, namespace: namespace === '' ? undefined : namespace };
};

/** As Argo CD writes it. */
function trackingId(application: string, where: string): string {
  const { apiVersion, kind, name, namespace = 'argocd' } = place(where);
  return `${application}:${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}:${namespace}/${name}`;
}

/** An object of a team on the cluster, applied by somebody: `namespace/Kind/name`. */
function live(where: string, { team = 'boards', application, labels, annotations }: Marks = {}): LiveObject {
  const { apiVersion, kind, name, namespace } = place(where);
  return {
    apiVersion, kind,
    metadata: {
      name, namespace,
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-pinterest', ...(team !== '' && { 'pinterest.com/team': team }), ...labels,
      },
      annotations: {
        ...(application && { 'argocd.argoproj.io/tracking-id': trackingId(application, where) }), ...annotations,
      },
      managedFields: [{ manager: 'kubectl', operation: 'Apply', fieldsV1: { 'f:metadata': { 'f:labels': {} } } }],
    },
  };
}

function app(...all: string[]): PlannedObject[] {
  return all.map(where => {
    const { apiVersion, kind, name, namespace } = place(where);
    return planned({ apiVersion, kind, metadata: { name, namespace, labels: { 'pinterest.com/team': 'boards' } } as any });
  });
}

const nameOf = ({ kind, metadata: { namespace = '', name } }: LiveObject) => `${namespace}/${kind}/${name}`;
const had = (isNamed: boolean, ...all: string[]): Past => ({ isNamed, objects: async () => app(...all) });

async function looked(kubectl: MemoryKubectl, objects: PlannedObject[], past?: Past) {
  const look = await lookAt(kubectl.reader(), objects, 'default', past);
  const { gone, undecided } = look.leftovers;
  return { gone: gone.map(nameOf), undecided: undecided.map(nameOf), notes: notesOnLeftovers(look), look };
}

const OTHERS = [
  live('n/Deployment/of-another-team', { team: 'pins' }), live('far/Deployment/far', { team: 'pins' }),
  live('/ClusterRole/of-another-team', { team: 'pins' }),
];

describe('of an app that one Application of Argo CD delivers', () => {
  const shop = { application: 'shop' };
  const elsewhere = [live('n/Deployment/neighbour', { application: 'cart' }), live('cart/Service/cart', { application: 'cart' })];
  const gone: [string, ...LiveObject[]][] = [
    ['a whole namespace', live('old/Deployment/b', shop), live('old/Service/b', shop)],
    ['the last object of a kind', live('n/Secret/b', shop)],
    ['a kind that the library does not make', live('n/MeshGateway/b', shop)],
    ['an object in no namespace', live('/ClusterRole/b', shop)],
    ['objects of another team', live('old/Service/c', { ...shop, team: 'search' })],
    ['objects of no team', live('old/ConfigMap/d', { ...shop, team: '' })],
  ];

  test.each(gone)('%s is found anywhere', async (_, ...left) => {
    const kubectl = new MemoryKubectl(RESOURCES, [live('n/Deployment/a', shop), ...left, ...elsewhere, ...OTHERS]);
    const { gone: found, undecided, notes } = await looked(kubectl, app('n/Deployment/a'));
    expect(found).toEqual(left.map(nameOf));
    // Of the same team, and of another Application: each chart may have one.
    expect(undecided).toEqual(['cart/Service/cart', 'n/Deployment/neighbour']);
    expect(notes).toEqual([]);
  });

  test('what has its label is found anywhere, where Argo CD tracks by that and the app does not write it', async () => {
    const labels = { 'app.kubernetes.io/instance': 'shop' };
    const all = [live('n/Deployment/a', { labels }), live('old/Service/b', { labels, team: '' })];
    const kubectl = new MemoryKubectl(RESOURCES, all);
    expect((await looked(kubectl, app('n/Deployment/a'))).gone).toEqual(['old/Service/b']);
  });

  test('all of them are found by what the app had', async () => {
    const all = [live('n/Deployment/a', shop), live('old/Service/b', shop)];
    const kubectl = new MemoryKubectl(RESOURCES, [...all, ...elsewhere, ...OTHERS]);
    const { gone: found, undecided, notes } = await looked(kubectl, [], had(false, 'n/Deployment/a'));
    expect(found).toEqual(all.map(nameOf));
    expect(undecided).toEqual(['cart/Service/cart', 'n/Deployment/neighbour']);
    expect(notes).toEqual([]);
  });
});

describe('of an app that kubectl delivers', () => {
  const ALL = [live('n/Deployment/a'), live('n/Service/b'), live('old/Service/c'), live('/ClusterRole/d'), ...OTHERS];

  test('what is in its namespaces is gone by the label of the team, and of the rest nobody knows', async () => {
    const { gone, undecided, notes } = await looked(new MemoryKubectl(RESOURCES, ALL), app('n/Deployment/a'));
    expect([gone, undecided]).toEqual([['n/Service/b'], ['/ClusterRole/d', 'old/Service/c']]);
    expect(notes).toEqual([expect.stringMatching(/^Only the label of the team says that the app had Service n\/b: /)]);
  });

  test('what it had at the last commit is gone, wherever it is', async () => {
    const past = had(false, 'n/Deployment/a', 'n/Service/b', 'old/Service/c');
    const { gone, undecided, notes } = await looked(new MemoryKubectl(RESOURCES, ALL), app('n/Deployment/a'), past);
    expect([gone, undecided]).toEqual([['n/Service/b', 'old/Service/c'], ['/ClusterRole/d']]);
    expect(notes).toEqual([]);
  });

  test('what it had at a revision that somebody names is all that is gone', async () => {
    const past = had(true, 'n/Deployment/a', 'old/Service/c');
    const { gone, undecided, notes } = await looked(new MemoryKubectl(RESOURCES, ALL), app('n/Deployment/a'), past);
    expect([gone, undecided, notes]).toEqual([['old/Service/c'], ['n/Service/b'], []]);
  });

  test('what it had without any label is found by its name', async () => {
    const bare = { ...live('old/ConfigMap/bare', { team: '' }) };
    const { labels: _, ...metadata } = bare.metadata;
    const kubectl = new MemoryKubectl(RESOURCES, [live('n/Deployment/a'), { ...bare, metadata }]);
    const { gone } = await looked(kubectl, app('n/Deployment/a'), had(true, 'old/ConfigMap/bare'));
    expect(gone).toEqual(['old/ConfigMap/bare']);
  });

  test('nothing is said of what a new app finds where it comes', async () => {
    const kubectl = new MemoryKubectl(RESOURCES, [live('n/Service/b'), ...OTHERS]);
    const { gone, undecided } = await looked(kubectl, app('n/Deployment/a'));
    expect([gone, undecided]).toEqual([[], ['n/Service/b']]);
  });

  test('without any object, and without a past, it is said that nobody knows', async () => {
    const { gone, notes, look: { isNobody } } = await looked(new MemoryKubectl(RESOURCES, ALL), []);
    expect([gone, isNobody]).toEqual([[], true]);
    expect(notes).toEqual([expect.stringMatching(/^The app has nothing for this cluster, .* --revision REVISION"\.$/)]);
  });

  test('the past costs nothing where nothing is unsure', async () => {
    const objects = jest.fn();
    const kubectl = new MemoryKubectl(RESOURCES, [live('n/Deployment/a'), ...OTHERS]);
    await looked(kubectl, app('n/Deployment/a'), { isNamed: false, objects });
    expect(objects).not.toHaveBeenCalled();
  });
});

describe('of an app that Flux delivers', () => {
  const kustomized = (name: string) => ({
    labels: { 'kustomize.toolkit.fluxcd.io/name': name, 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' },
  });

  test('a Kustomization for all apps of a cluster makes none of them a part of another', async () => {
    const kubectl = new MemoryKubectl(RESOURCES, [
      live('n/Deployment/a', kustomized('apps')), live('old/Service/c', kustomized('apps')),
      live('far/Service/pin', { team: 'pins', ...kustomized('apps') }), live('n/Service/b', kustomized('other')),
    ]);
    const { gone, undecided, look } = await looked(kubectl, app('n/Deployment/a'));
    expect([gone, undecided]).toEqual([[], ['n/Service/b', 'old/Service/c']]);
    expect(undecidedGroups(look.leftovers.undecided)).toContain(
      'n: Service b, of the team boards, the Kustomization flux-system/other',
    );
  });
});

describe('what others have is not told as gone', () => {
  const shop = { application: 'shop' };
  const tracked = (application: string, where: string) => ({
    annotations: { 'argocd.argoproj.io/tracking-id': trackingId(application, where) },
  });

  test('with the annotation of an object of the app, as a copy has it', async () => {
    const kubectl = new MemoryKubectl(RESOURCES, [
      live('n/Deployment/a', shop), live('far/Deployment/copy', { team: 'pins', ...tracked('shop', 'n/Deployment/a') }),
      live('far/ConfigMap/e', { team: 'pins', ...tracked('shop', 'n/ConfigMap/e') }),
      live('far/ConfigMap/f', { team: 'pins', annotations: { 'argocd.argoproj.io/tracking-id': 'shop' } }),
    ]);
    const { gone, undecided } = await looked(kubectl, app('n/Deployment/a'));
    expect([gone, undecided]).toEqual([[], []]);
  });

  test('with the marks of its release of Helm, elsewhere and of another team: Helm would not remove it', async () => {
    const release = {
      annotations: { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'n' },
    };
    const kubectl = new MemoryKubectl(RESOURCES, [
      live('n/Deployment/a', release), live('old/Service/b', release), live('far/Deployment/c', { team: 'pins', ...release }),
    ]);
    const { gone, undecided } = await looked(kubectl, app('n/Deployment/a'));
    expect([gone, undecided]).toEqual([['old/Service/b'], ['far/Deployment/c']]);
  });

  test.each([false, true])('that had something of the app, and has it now (revision: %s)', async isNamed => {
    const kubectl = new MemoryKubectl(RESOURCES, [
      live('n/Deployment/a', shop), live('n/ConfigMap/moved', { application: 'cart' }),
      live('n/Deployment/cart', { application: 'cart' }), live('far/Service/taken', { team: 'pins' }),
    ]);
    const past = had(isNamed, 'n/Deployment/a', 'n/ConfigMap/moved', 'far/Service/taken');
    const { gone, undecided } = await looked(kubectl, app('n/Deployment/a'), past);
    expect(gone).toEqual([]);
    expect(undecided).toEqual([
      'far/Service/taken', 'n/ConfigMap/moved', ...(isNamed ? [] : ['n/Deployment/cart']),
    ]);
  });
});

test('a mark that is no name is none, whatever it would write to a terminal', () => {
  const marked = live('n/Service/b', {
    annotations: { 'meta.helm.sh/release-name': '\u001b[31m'.repeat(1000), 'meta.helm.sh/release-namespace': 'n' },
  });
  expect(undecidedGroups([marked])).toEqual(['n: Service b, of the team boards']);
});

describe('where somebody may not list all', () => {
  const ALL = [live('n/Deployment/a'), live('n/Secret/b'), live('n/Service/b'), live('old/Service/c')];

  test('across the cluster, the namespaces of the app are looked at, and it is said', async () => {
    const kubectl = new MemoryKubectl(RESOURCES, ALL, (_, namespace) => namespace === 'n');
    const { gone, undecided, notes } = await looked(kubectl, app('n/Deployment/a'));
    expect([gone, undecided]).toEqual([['n/Secret/b', 'n/Service/b'], []]);
    expect(notes.at(-1)).toBe('You may list configmaps, secrets, services, deployments only in single namespaces: what the app '
      + 'no longer has was looked for in n, and nowhere else.');
  });

  test('of a kind, the others are read at once all the same', async () => {
    const kubectl = new MemoryKubectl(RESOURCES, ALL, plural => plural !== 'secrets');
    const { gone, undecided, notes } = await looked(kubectl, app('n/Deployment/a'));
    expect([gone, undecided]).toEqual([['n/Service/b'], ['old/Service/c']]);
    expect(notes.at(-1)).toBe('You may not list all secrets: what the app no longer has may be among them.');
    expect(kubectl.calls.filter(([, first]) => first.startsWith('secrets'))).toHaveLength(1);
  });
});

test.each([
  'Welcome!', 'null', '{"kind":"List","items":[null]}', '{"kind":"List","items":[{"metadata":{}}]}', '{"kind":"List","it',
])(
  'an answer that is no list of objects is not taken for an empty cluster: %s', async value => {
    const kubectl = new MemoryKubectl(RESOURCES, []);
    const { runPartly } = kubectl;
    kubectl.runPartly = async args => args[0] === 'api-resources' ? runPartly.call(kubectl, args) : { value };
    const { look: { live: { unread, unsearched } } } = await looked(kubectl, app('n/Deployment/a'));
    expect(unread.size).toBe(1);
    expect(unsearched.resources).toContain('deployments');
  },
);

test('pods and what else nobody applies are not read', async () => {
  const kubectl = new MemoryKubectl(RESOURCES, [live('n/Deployment/a')]);
  await looked(kubectl, app('n/Deployment/a'));
  expect(kubectl.calls.flat().join(' ')).not.toContain('pods');
});

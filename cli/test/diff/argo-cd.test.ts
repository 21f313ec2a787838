import { planned } from './planned';
import { fieldChanges } from '../../lib/diff/fields/field-changes';
import { pathText } from '../../lib/diff/fields/path';
import { LiveObject } from '../../lib/diff/live/live-object';
import { Owners } from '../../lib/diff/live/owners';
import { statesOf } from '../../lib/diff/live/pair';

/* Objects as Argo CD 3.6 leaves them on a cluster, by how it is told to know them again. */

const INSTANCE = 'app.kubernetes.io/instance';
const OWN_INSTANCE = 'argocd.argoproj.io/instance';
const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
const TRACKED = { [TRACKING_ID]: 'shop:/ConfigMap:n/a' };
const OWN = { 'app.kubernetes.io/managed-by': 'cdk8s-pinterest', 'pinterest.com/team': 'boards' };

interface Marks { readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> }

const fieldsOf = (names: object) => Object.fromEntries(Object.keys(names).map(name => [`f:${name}`, {}]));

/** Applied by a manager with all labels and annotations that it has. */
function applied({ labels = {}, annotations }: Marks, manager = 'argocd-controller'): LiveObject {
  const metadata = { labels: { ...OWN, ...labels }, ...(annotations && { annotations }) };
  const fieldsV1 = {
    'f:metadata': {
      'f:labels': fieldsOf(metadata.labels),
      ...(annotations && { 'f:annotations': fieldsOf(annotations) }),
    },
    'f:data': { 'f:key': {} },
  };
  return {
    apiVersion: 'v1', kind: 'ConfigMap', data: { key: 'value' },
    metadata: { name: 'a', namespace: 'n', ...metadata, managedFields: [{ manager, operation: 'Apply', fieldsV1 }] },
  };
}

/** The fields in which a document differs from what the cluster has. */
function differing(live: LiveObject, labels: Record<string, string> = {}): string[] {
  const metadata = { name: 'a', namespace: 'n', labels: { ...OWN, ...labels } };
  const object = planned({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { key: 'value' } });
  const { before, after } = statesOf({ object, live, owners: new Owners(live) }, {}, true);
  return fieldChanges(before?.content, after.content).map(({ path }) => pathText(path));
}

test.each<[string, Marks]>([
  ['a release of Helm', { annotations: { 'meta.helm.sh/release-name': 'a', 'meta.helm.sh/release-namespace': 'n' } }],
  ['an ApplySet of kubectl', { labels: { 'applyset.kubernetes.io/part-of': 'applyset-a-v1' } }],
  ...['kustomize', 'helm'].map((controller): [string, Marks] => [
    `${controller} of Flux`,
    { labels: { [`${controller}.toolkit.fluxcd.io/name`]: 'a', [`${controller}.toolkit.fluxcd.io/namespace`]: 'n' } },
  ]),
])('what %s writes beside a document is no difference', (_, marks) => {
  expect(differing(applied(marks, 'any'))).toEqual([]);
});

describe('what Argo CD writes to know an object again', () => {
  test.each<[string, Marks]>([
    ['by annotation', { annotations: TRACKED }],
    ['as one of several Argo CDs', { annotations: { ...TRACKED, 'argocd.argoproj.io/installation-id': 'one' } }],
    ['by annotation, with a label', { annotations: TRACKED, labels: { [INSTANCE]: 'shop' } }],
    ['by label', { labels: { [INSTANCE]: 'shop' } }],
    ['by a label of its own', { labels: { [OWN_INSTANCE]: 'shop' } }],
  ])('is no difference: %s', (_, marks) => {
    expect(differing(applied(marks))).toEqual([]);
  });

  test('is only that: another annotation or label of the same manager, no longer in the document, is gone', () => {
    const marks = { annotations: { 'argocd.argoproj.io/sync-wave': '1' }, labels: { 'example.com/instance': 'shop' } };
    expect(differing(applied(marks))).toEqual(['metadata.labels[example.com/instance]', 'metadata.annotations']);
  });

  test('stands where it tracks by label, whatever the document says there', () => {
    expect(differing(applied({ labels: { [INSTANCE]: 'shop' } }), { [INSTANCE]: 'chart' })).toEqual([]);
    expect(differing(applied({ labels: { [INSTANCE]: 'shop', role: 'a' } }), { [INSTANCE]: 'chart', role: 'b' }))
      .toEqual(['metadata.labels.role']);
  });

  test.each<[string, LiveObject]>([
    ['Argo CD tracks by annotation', applied({ annotations: TRACKED, labels: { [INSTANCE]: 'old' } })],
    ['Argo CD tracks by another label', applied({ labels: { [INSTANCE]: 'old', [OWN_INSTANCE]: 'shop' } })],
    ['somebody else applies', applied({ labels: { [INSTANCE]: 'old' } }, 'kubectl')],
  ])('is not the label of a document, where %s', (_, live) => {
    expect(differing(live, { [INSTANCE]: 'new' })).toEqual([`metadata.labels[${INSTANCE}]`]);
  });
});

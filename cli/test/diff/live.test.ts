import { planned } from './planned';
import { fieldChanges } from '../../lib/diff/fields/field-changes';
import { pathText } from '../../lib/diff/fields/path';
import { addedByHand, driftIn } from '../../lib/diff/live/drift';
import { managedSet } from '../../lib/diff/live/field-set';
import { liveKey } from '../../lib/diff/live/keys';
import { leftoversOf } from '../../lib/diff/live/leftovers';
import { LiveObject } from '../../lib/diff/live/live-object';
import { ownPart } from '../../lib/diff/live/own-part';
import { Owners } from '../../lib/diff/live/owners';

const applied = (fields: object, manager = 'kubectl') => ({ manager, operation: 'Apply', fieldsV1: fields });
const updated = (fields: object, manager: string, time?: string) => ({ manager, operation: 'Update', time, fieldsV1: fields });
const live = (spec: object, managedFields: object[], metadata: object = {}): LiveObject => (
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a', namespace: 'n', managedFields, ...metadata }, spec }
);
const containers = (...all: object[]) => ({ template: { spec: { containers: all } } });

/** The differences of an object on a cluster and a document, without defaults. */
function told(object: LiveObject, spec: object, stored: object = spec): string[] {
  const owners = new Owners(object);
  const own = { document: { spec }, applied: owners.applied, stored: { spec: stored }, isExact: true };
  return fieldChanges(ownPart(object, own), ownPart({ spec: stored }, { document: { spec }, isExact: true }))
    .map(({ path, before, after }) => `${pathText(path)}: ${JSON.stringify(before)} > ${JSON.stringify(after)}`);
}

describe('of an object on a cluster', () => {
  const ours = applied({
    'f:spec': {
      'f:replicas': {},
      'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"app"}': { '.': {}, 'f:name': {}, 'f:image': {} } } } },
    },
  });

  test('only what the document states counts: no defaults, no fields of others, no items of webhooks', () => {
    const object = live(
      { ...containers({ name: 'app', image: 'a:1', imagePullPolicy: 'Always' }, { name: 'injected' }), paused: true },
      [ours],
    );
    expect(told(object, containers({ name: 'app', image: 'a:1' }))).toEqual([]);
    expect(told(object, containers({ name: 'app', image: 'a:2' }))).toEqual([
      'spec.template.spec.containers[app].image: "a:1" > "a:2"',
    ]);
  });

  test('what was applied and is no longer in the document is gone', () => {
    expect(
      told(
        live({ replicas: 3, ...containers({ name: 'app', image: 'a:1' }) }, [ours]),
        containers({ name: 'app', image: 'a:1' }),
      ),
    ).toEqual(['spec.replicas: 3 > undefined']);
    expect(told(live(containers({ name: 'app', image: 'a:1' }, { name: 'b' }), [ours]), containers({ name: 'b' }))).toEqual([
      'spec.template.spec.containers[app]: {"name":"app","image":"a:1"} > undefined',
    ]);
  });

  test('what was applied and is a default now is no difference', () => {
    const object = live({ replicas: 1, ...containers({ name: 'app', image: 'a:1' }) }, [ours]);
    expect(
      told(object, containers({ name: 'app', image: 'a:1' }), { replicas: 1, ...containers({ name: 'app', image: 'a:1' }) }),
    ).toEqual([]);
  });

  test('the number of pods is the autoscaler\'s where the document has none', () => {
    const scaled = updated({ 'f:spec': { 'f:replicas': {} } }, 'kube-controller-manager');
    expect(told(live({ replicas: 7 }, [scaled]), {})).toEqual([]);
  });

  test('values are compared as the server stores them', () => {
    expect(told(live({ cpu: '1' }, []), { cpu: '1000m' }, { cpu: '1' })).toEqual([]);
  });

  test('a list that the server replaces as a whole counts as a whole, if its defaults are known', () => {
    const object = live({ rules: [{ port: 80, protocol: 'TCP' }] }, []);
    expect(told(object, { rules: [{ port: 80 }] })).toEqual(['spec.rules[80/TCP].protocol: "TCP" > undefined']);
    expect(told(object, { rules: [{ port: 80 }] }, { rules: [{ port: 80, protocol: 'TCP' }] })).toEqual([]);
    const part = ownPart(object, { document: { spec: { rules: [{ port: 80 }] } }, isExact: false });
    expect(part).toEqual({ spec: { rules: [{ port: 80 }] } });
  });

  test('what a client applied is known by its annotation, and marks of deliverers are nobody\'s', () => {
    const last = JSON.stringify({ metadata: { labels: { a: 'b' } }, spec: { replicas: 2 } });
    const object = live({ replicas: 2 }, [updated({ 'f:spec': { 'f:replicas': {} } }, 'kubectl-client-side-apply')], {
      labels: { 'a': 'b', 'app.kubernetes.io/instance': 'argo' },
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': last, 'argocd.argoproj.io/tracking-id': 'x' },
    });
    expect(told(object, {})).toEqual(['spec.replicas: 2 > undefined', 'metadata: {"labels":{"a":"b"}} > undefined']);
  });
});

describe('who has changed a field', () => {
  const spec = { replicas: 5, ...containers({ name: 'app', image: 'a:1', env: [{ name: 'X', value: '1' }] }) };
  const object = live(spec, [
    applied(
      { 'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"app"}': { '.': {}, 'f:image': {} } } } } } },
      'ci',
    ),
    updated({ 'f:spec': { 'f:replicas': {} } }, 'kubectl-edit', '2026-01-02T00:00:00Z'),
    updated({ 'f:spec': { 'f:replicas': {} } }, 'kubectl-scale', '2026-01-01T00:00:00Z'),
    updated(
      {
        'f:spec': {
          'f:template': {
            'f:spec': { 'f:containers': { 'k:{"name":"app"}': { 'f:env': { 'k:{"name":"X"}': { '.': {}, 'f:value': {} } } } } },
          },
        },
      },
      'kubectl-patch',
    ),
  ]);
  const owners = new Owners(object);

  test('is whoever wrote it last, unless it was applied for the user', () => {
    const changes = fieldChanges({ spec: { replicas: 5 } }, { spec: { replicas: 2 } });
    expect(driftIn(changes, owners).map(({ by }) => by)).toEqual([{ manager: 'kubectl-edit', time: '2026-01-02T00:00:00Z' }]);
    expect(owners.otherOf(['spec', 'unknown'])).toBeUndefined();
  });

  test('counts as the user if it applies the label that the library writes, whatever its name', () => {
    const label = { 'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/managed-by': {} } } };
    expect(new Owners(live({}, [applied({ ...label, 'f:spec': { 'f:replicas': {} } }, 'ci')])).applied.has('spec')).toBe(true);
    expect(new Owners(live({}, [applied({ 'f:spec': { 'f:replicas': {} } }, 'an-operator')])).isApplied).toBe(false);
  });

  test('is told of what somebody has added by hand, which stays', () => {
    const own = { document: { spec: { replicas: 5, ...containers({ name: 'app', image: 'a:1' }) } }, isExact: true };
    expect(addedByHand(object, own, owners).map(({ field, by, isTakenBack }) => [pathText(field.path), by.manager, isTakenBack]))
      .toEqual([['spec.template.spec.containers[app].env', 'kubectl-patch', false]]);
  });

  test('is read from what the server keeps of managers, whatever is in it', () => {
    expect([
      ...managedSet({ 'f:a': {}, '.': {}, 'v:"x"': {}, 'k:{"port":80,"protocol":"TCP"}': {}, 'i:3': {}, 'odd': {} }).keys(),
    ]).toEqual(['a', '[x]', '[80/TCP]', '[3]']);
    expect(managedSet(undefined).size).toBe(0);
  });
});

describe('what an app no longer has', () => {
  const mine = (name: string, metadata: object = {}, kind = 'ConfigMap') =>
    ({
      apiVersion: 'v1',
      kind,
      metadata: {
        name,
        namespace: 'n',
        managedFields: [applied({ 'f:data': {} })],
        ...metadata,
        labels: { 'pinterest.com/team': 'boards', ...(metadata as any).labels },
      },
    }) as LiveObject;
  const found = (...objects: LiveObject[]) => ({
    found: new Map(
      objects.map(each => [liveKey(each.apiVersion!, each.kind!, each.metadata.namespace, each.metadata.name), each]),
    ),
    unread: new Map(),
    unserved: new Set<string>(),
    unsearched: { resources: [], elsewhere: [], others: 0 },
  });
  const kept = planned({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kept', namespace: 'n' } });
  const gone = (...objects: LiveObject[]) =>
    leftoversOf(found(mine('kept'), ...objects), [kept]).gone.map(({ metadata: { name } }) => name);

  test('is what was applied in its namespaces for its teams', () => {
    expect(
      gone(mine('old'), mine('of-others', { labels: { 'pinterest.com/team': 'pins' } }), mine('elsewhere', { namespace: 'm' })),
    ).toEqual(['old']);
  });

  test('is not what controllers have made, nor what is on its way out', () => {
    const made = [
      mine('owned', { ownerReferences: [{ kind: 'Certificate', name: 'a' }] }),
      mine('never-applied', { managedFields: [updated({}, 'kubelet')] }),
      mine('ending', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
      mine('kept', {}, 'Endpoints'),
    ];
    expect(gone(...made)).toEqual([]);
  });

  test('is not configuration that is kept on purpose', () => {
    const old = mine('api-config-0123abcd', { labels: { 'pinterest.com/reclaim': 'when-unnamed' } });
    expect(gone(old)).toEqual([]);
    expect(leftoversOf(found(mine('kept'), old), [kept]).kept).toEqual([old]);
  });

  test('is what Argo CD tracks for the same Application', () => {
    const of = (application: string, name: string, kind = '/ConfigMap') => (
      { annotations: { 'argocd.argoproj.io/tracking-id': `${application}:${kind}:n/${name}` } }
    );
    const objects = [
      mine('kept', of('shop', 'kept')), mine('old', of('shop', 'old')), mine('of-another', of('cart', 'of-another')),
    ];
    expect(leftoversOf(found(...objects), [kept]).gone.map(({ metadata: { name } }) => name)).toEqual(['old']);
    const role = mine('role', { namespace: undefined, ...of('shop', 'role', '/ClusterRole') }, 'ClusterRole');
    expect(leftoversOf(found(...objects.slice(0, 1), role), [kept]).gone).toEqual([role]);
    expect(gone(mine('role', { namespace: undefined }, 'ClusterRole'))).toEqual([]);
  });
});

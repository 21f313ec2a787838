import { daemonOf, runtimeOf, templatesOf, workloadsOf } from '../everything';
import { VERSIONS } from '../synth';

/** What each account may do, as `verbs resources (where)`. */
function permissionsOf(objects: any[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { kind, metadata } of objects) {
    if (kind === 'ServiceAccount') found[`${metadata.namespace}/${metadata.name}`] = [];
  }
  for (const { kind, metadata, roleRef, subjects } of objects) {
    if (!/^(Cluster)?RoleBinding$/.test(kind)) continue;
    const role = objects.find(each => each.kind === roleRef.kind && each.metadata.name === roleRef.name
      && (roleRef.kind === 'ClusterRole' || each.metadata.namespace === metadata.namespace));
    // Nothing but an account of the platform's own, by name: no group, no user.
    for (const subject of subjects) {
      expect(subject.kind).toBe('ServiceAccount');
      const where = kind === 'RoleBinding' ? `in ${metadata.namespace}` : 'everywhere';
      for (const { apiGroups, resources, verbs, ...other } of role.rules) {
        expect(other).toEqual({});
        const things = resources.map((resource: string) => [resource, ...apiGroups.filter(Boolean)].join('.'));
        found[`${subject.namespace}/${subject.name}`].push(`${verbs.join(', ')} ${things.join(', ')} ${where}`);
      }
    }
  }
  return found;
}

test.each(VERSIONS)('on %s each account of the runtime may do what it needs, and no more', version => {
  expect(permissionsOf(runtimeOf(version).all())).toEqual({
    'platform/dependency-cache-2026-11': [],
    'platform/node-gate': [
      'list, watch pods in platform',
      'list, watch daemonsets.apps in platform',
      'list, patch, watch nodes everywhere',
    ],
    'platform/registrar-2026-11': ['list, watch namespaces, pods everywhere'],
    'platform/telemetry-2026-11': ['list, watch pods, namespaces everywhere'],
  });
});

test.each(VERSIONS)('on %s accounts of workloads may do nothing', version => {
  const objects = [...workloadsOf(version).all(), ...daemonOf(version).all()];
  expect(permissionsOf(objects)).toEqual({
    'shop/api': [], 'shop/db': [], 'shop/reindex': [], 'shop/nightly': [], 'shop/ddp': [], 'platform/agent': [],
  });
  expect(objects.filter(({ kind }) => /Role/.test(kind))).toEqual([]);
});

test.each(VERSIONS)('on %s no account gives its pods a token by itself, and no pod runs as the default account', version => {
  const objects = [...runtimeOf(version).all(), ...workloadsOf(version).all(), ...daemonOf(version).all()];
  const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
  expect(accounts.filter(({ automountServiceAccountToken }) => automountServiceAccountToken !== false)).toEqual([]);
  for (const [name, { spec }] of templatesOf(objects)) {
    expect(accounts.map(({ metadata }) => `${name} as ${metadata.name}`)).toContain(`${name} as ${spec.serviceAccountName}`);
  }
});

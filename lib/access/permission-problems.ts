import { groupOf, isWithoutNamespace, mayBeOf, mayBeVerb } from './known-resources';
import { PermissionRule, PermissionScope } from './permission';
import { eachOf, emptyOr, oneOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';
import { TextKind } from '../validation/text-kind';

/** Every group, or one of them. */
const GROUP: TextKind = { ...KINDS.objectName, holds: group => group === '*' || KINDS.objectName.holds(group) };

/** A signer is named after a domain; `example.com/*` is the name by which the API server asks for all of a domain. */
const NAME: TextKind = {
  ...KINDS.word,
  holds: name => {
    const [domain, signer, ...more] = name.split('/');
    if (signer === undefined) return KINDS.word.holds(name);
    return more.length === 0 && KINDS.objectName.holds(domain) && (signer === '*' || KINDS.word.holds(signer));
  },
};

/** What the API server serves besides resources; `*` at the end is whatever follows. */
const PATH: TextKind = {
  rule: 'must be a path of the API server, with "*" at its end at most',
  example: '/metrics',
  holds: path => path === '*' || /^\/([-\w.]+\/)*([-\w.]*|\*)$/.test(path),
};

/** As the API server names them; `*` is all. */
const PERMISSION = shape({
  resources: eachOf(text(KINDS.resourceType)),
  verbs: eachOf(text(KINDS.verb)),
  apiGroup: optional(emptyOr(text(GROUP, { fix: 'Write for example "apps".' }))),
  names: optional(eachOf(text(NAME, { fix: 'Write the name of the object.' }))),
  paths: optional(eachOf(text(PATH))),
  scope: optional(oneOf(PermissionScope, 'PermissionScope')),
}, 'Write Permission.inNamespace({ resources, verbs }).');

/** In place of one that is refused, of which nothing else is to be said. */
const HARMLESS: PermissionRule = { resources: ['pods'], verbs: ['get'], scope: PermissionScope.NAMESPACE };

export const PERMISSION_SHAPE: Rule = (value, field, problems) => {
  const found = problems.length;
  const kept = PERMISSION(value, field, problems);
  return problems.length > found ? HARMLESS : kept;
};

/** What one role may not have. */
export function permissionProblems(permissions: PermissionRule[], namespace: string, infrastructure: string[]): Problem[] {
  const mayAll = infrastructure.includes(namespace);
  return permissions.flatMap((rule, n) => {
    const field = `permissions[${n}]`;
    const wrong = [...emptyProblems(field, rule), ...pathProblems(field, rule)];
    if (wrong.length > 0) return wrong;
    return [
      ...unknownProblems(field, rule),
      ...scopeProblems(field, rule, namespace, infrastructure),
      ...nameProblems(field, rule),
      ...(mayAll ? [] : tenantProblems(field, rule)),
    ];
  });
}

function emptyProblems(field: string, { resources, verbs, paths = [] }: PermissionRule): Problem[] {
  return [
    ...must(resources.length > 0 || paths.length > 0, {
      field: `${field}.resources`, rule: 'must name a resource', fix: 'Write for example ["pods"].',
    }),
    ...must(verbs.length > 0, {
      field: `${field}.verbs`, rule: 'must name a verb', fix: 'Write for example ["get", "list", "watch"].',
    }),
  ];
}

/** The API server takes no rule that has both, and no path in a namespace. */
function pathProblems(field: string, { resources, scope, paths = [] }: PermissionRule): Problem[] {
  return must(paths.length === 0 || (resources.length === 0 && scope === PermissionScope.CLUSTER), {
    field: `${field}.paths`,
    rule: 'are no resources, and in no namespace',
    fix: 'Write Permission.onPaths(paths, verbs), and a second permission for resources.',
  });
}

/** The methods of HTTP: a path has no list and no watch. */
const VERBS_OF_PATHS = ['*', 'get', 'head', 'post', 'put', 'patch', 'delete', 'options'];

/** What allows nothing, without a word of the API server. */
function unknownProblems(field: string, { apiGroup = '', resources, verbs, paths = [] }: PermissionRule): Problem[] {
  if (paths.length > 0) {
    return verbs.filter(verb => !VERBS_OF_PATHS.includes(verb)).map(value => ({
      field: `${field}.verbs`, value, rule: 'is no verb of a path', fix: `Write ${VERBS_OF_PATHS.slice(1).join(', ')} or *.`,
    }));
  }
  if (apiGroup === 'core' || /^v\d/.test(apiGroup)) {
    return [{
      field: `${field}.apiGroup`, value: apiGroup, rule: 'is no API group', fix: 'Leave it out for pods, services and the like.',
    }];
  }
  const where = apiGroup === '' ? 'the core group' : `the group ${apiGroup}`;
  return [
    ...resources.filter(name => !mayBeOf(apiGroup, name)).map(value => ({
      field: `${field}.resources`,
      value,
      rule: `is no resource of ${where}, so that the permission allows nothing`,
      fix: groupFix(groupOf(value)),
    })),
    ...verbs.filter(verb => !mayBeVerb(apiGroup, verb)).map(value => ({
      field: `${field}.verbs`, value, rule: 'is no verb of the API', fix: 'Write for example get, list, watch, create or patch.',
    })),
  ];
}

function groupFix(group: string | undefined): string {
  if (group === undefined) return 'Write its plural and its apiGroup.';
  return group === '' ? 'Leave out the apiGroup.' : `Write apiGroup: '${group}'.`;
}

function scopeProblems(
  field: string, { scope, apiGroup = '', resources, verbs }: PermissionRule, namespace: string, infrastructure: string[],
): Problem[] {
  if (scope === PermissionScope.CLUSTER) {
    return must(infrastructure.includes(namespace), () => ({
      field,
      value: namespace,
      rule: 'is not an infrastructure namespace, and only workloads in those may have permissions in every namespace',
      fix: `Write Permission.inNamespace, or move it. ${suggest('infrastructure namespaces', infrastructure)}`,
    }));
  }
  return resources.filter(name => isWithoutNamespace(apiGroup, name) && !isItsOwn(apiGroup, name, verbs)).map(value => ({
    field: `${field}.resources`,
    value,
    rule: 'are in no namespace, so that a permission in one allows nothing',
    fix: `Write Permission.inCluster, in an infrastructure namespace${value === 'namespaces' ? ', or "get" alone' : ''}.`,
  }));
}

/** A role in a namespace says who may look at the namespace itself. */
function isItsOwn(apiGroup: string, resource: string, verbs: string[]): boolean {
  return apiGroup === '' && resource === 'namespaces' && verbs.every(verb => verb === 'get');
}

/** The API server does not know the name of what is created, but for subresources, and of a collection it asks for none. */
const WITHOUT_NAME = ['create', 'deletecollection'];

function nameProblems(field: string, { names = [], verbs, resources }: PermissionRule): Problem[] {
  if (names.length === 0 || resources.every(resource => resource.includes('/'))) return [];
  return verbs.filter(verb => WITHOUT_NAME.includes(verb)).map(value => ({
    field: `${field}.verbs`,
    value,
    rule: 'cannot be limited to names: Kubernetes would allow it for none',
    fix: 'Write a second permission for it, without names.',
  }));
}

const MORE_THAN_IT_HAS = new Map(Object.entries({
  escalate: 'lets it write roles with more than it may do itself',
  bind: 'lets it give itself any role',
  impersonate: 'lets it act as any other user',
}));

/** Who may be anybody else, or read whatever is in the namespace, has no limits that a reader of the manifest could see. */
function tenantProblems(field: string, { apiGroup = '', resources, verbs, names = [] }: PermissionRule): Problem[] {
  const only = 'is allowed in infrastructure namespaces only';
  const wild = (property: string, values: string[]) => values.filter(value => value.includes('*')).map(value => ({
    field: `${field}.${property}`,
    value,
    rule: `${only}: it also means what a later version or an operator adds`,
    fix: 'List what it needs.',
  }));
  const core = (name: string) => apiGroup === '' && resources.includes(name);
  return [
    wild('apiGroup', [apiGroup]),
    wild('resources', resources),
    wild('verbs', verbs),
    verbs.filter(verb => MORE_THAN_IT_HAS.has(verb)).map(value => ({
      field: `${field}.verbs`, value, rule: `${only}: it ${MORE_THAN_IT_HAS.get(value)}`, fix: 'Leave it out.',
    })),
    must(!core('secrets') || names.length > 0, {
      field: `${field}.resources`,
      value: 'secrets',
      rule: `without names ${only}: who reads all Secrets of a namespace has the tokens and keys of everybody in it, `
        + 'and who creates one gets the token of any service account',
      fix: 'Write their names, or mount the Secret.',
    }),
    must(!core('serviceaccounts/token') || names.length > 0, {
      field: `${field}.resources`,
      value: 'serviceaccounts/token',
      rule: `without names ${only}: it gives the token of any service account of the namespace`,
      fix: 'Write the names of the accounts.',
    }),
  ].flat();
}

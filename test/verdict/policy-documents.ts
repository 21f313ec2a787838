import { verdicts } from './programs';

/* Documents of the tests of ValidatingAdmissionPolicies. */

const GROUP = 'admissionregistration.k8s.io/v1';

/** A rule of a policy: that of Deployments, unless it says otherwise. */
export const rule = (more: object = {}) => (
  { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'], ...more }
);

/** A policy that refuses every Deployment, unless it says otherwise. */
export const policy = ({ matchConstraints = {}, ...spec }: any = {}, name = 'few') => ({
  apiVersion: GROUP,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name },
  spec: { matchConstraints: { resourceRules: [rule()], ...matchConstraints }, validations: [{ expression: 'false' }], ...spec },
});
export const matching = (matchConstraints: object) => policy({ matchConstraints });
export const asking = (expression: string, more: object = {}) => policy({ validations: [{ expression }], ...more });

export const binding = (spec: object = {}, name = 'few') => ({
  apiVersion: GROUP,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name },
  spec: { policyName: 'few', validationActions: ['Deny'], ...spec },
});

/** A Deployment of five replicas. */
export const deployment = (metadata: object = {}, replicas = 5) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', ...metadata },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'api' } },
    template: { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'app', image: 'app:1' }] } },
  },
});
export const IN_WEB = { namespace: 'web' };
export const web = (labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web', labels } });

/** Of a kind that a test has defined. */
export const LIMIT = { apiVersion: 'example.com/v1', kind: 'Limit' };
export const LIMITS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'limits.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Limit', plural: 'limits' },
    scope: 'Cluster',
    versions: [{
      name: 'v1',
      served: true,
      storage: true,
      schema: { openAPIV3Schema: { type: 'object', properties: { most: { type: 'integer', default: 4 } } } },
    }],
  },
};

export const DENIED = 'denied';
export const PASSED = 'passed';
export const WARNED = 'warned';
export const UNASKED = 'not asked';

export function outcomeOf({ refusals = [], warnings = [], unasked = [], unjudged }: any): string {
  expect(unjudged).toBe(undefined);
  if (refusals.length > 0) return DENIED;
  if (unasked.length > 0) return UNASKED;
  return warnings.length > 0 ? WARNED : PASSED;
}

/** What a program says of the last document, after others that it takes. */
export function lastVerdict(version: string, documents: object[]): any {
  const all = verdicts(version, documents);
  for (const { kind, name, refusals } of all.slice(0, -1)) expect([kind, name, refusals]).toEqual([kind, name, undefined]);
  return all.at(-1);
}

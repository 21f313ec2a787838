import { spawnSync } from 'node:child_process';
import { KubernetesVersion } from 'cdk8s-pinterest/platform';
import * as fc from 'fast-check';
import { Tenant, withoutPolicies } from './tenant';
import { celString } from '../../../lib/validation/cel';
import { manifests, removePolicy, RUNTIME } from '../discovery/world';
import { apply, createNamespace, eventually, get, kubectl, serverVersion } from '../kubectl';

const POLICY = `pod-claims.${RUNTIME}`;
const TENANT = 'attack-admission';
const RELEASE = { 'pinterest.com/release': 'e2e' };
const DISCOVERY = 'pinterest.com/discovery';

/** Older servers have no such policies: there the registrar alone defends, which discovery.test.ts shows. */
const judged = KubernetesVersion.of(serverVersion()).admissionPolicies ? test : test.skip;

let tenant: Tenant;

/** What the API server says of an object that somebody wants to create; nothing if it takes it. */
function refusal(object: object, ...args: string[]): string {
  const { stderr } = spawnSync(process.env.KUBECTL ?? 'kubectl', ['create', '--dry-run=server', '-f', '-', ...args], {
    input: JSON.stringify(object), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024,
  });
  return stderr.trim();
}

interface Claims {
  readonly labels?: { [name: string]: string };
  readonly annotations?: { [name: string]: string };
}

const pod = ({ labels, annotations }: Claims) => tenant.manifest('claimant', { command: ['sleep', '1'], labels, annotations });
const asks = (registration: object | string, labels: object = RELEASE) => pod({
  labels: { ...labels },
  annotations: { [DISCOVERY]: typeof registration === 'string' ? registration : JSON.stringify(registration) },
});
const at = (path: string) => asks({ format: 'kingpin', path, port: 8080 });
const OWN = `/discovery/api.${TENANT}/test`;

beforeAll(async () => {
  for (const name of [RUNTIME, TENANT]) createNamespace(name);
  tenant = new Tenant(TENANT);
  kubectl(['annotate', 'namespace', TENANT, '--overwrite', 'pinterest.com/discovery-paths=/sets/mine,\n/teams/boards/*']);
  kubectl(['label', 'namespace', TENANT, '--overwrite', 'pinterest.com/team=boards']);
  await withoutPolicies(tenant);
  // There before the policy was.
  tenant.run('older', {
    command: ['sleep', '3600'], labels: { ...RELEASE, 'pinterest.com/team': 'others', 'pinterest.com/runtime': 'e2e' },
    annotations: { [DISCOVERY]: '{"format":"kingpin","path":"/discovery/theirs.other/test","port":1}' },
  });
  apply(manifests().runtime);
  if (!KubernetesVersion.of(serverVersion()).admissionPolicies) return;
  await eventually('the policy to be in force', 30, () => refusal(at('/discovery/api.other/test')) !== '');
});

afterAll(() => {
  for (const name of [RUNTIME, TENANT]) kubectl(['delete', 'namespace', name, '--wait=false', '--ignore-not-found']);
  kubectl(['delete', 'clusterroles,clusterrolebindings', `daemon:${RUNTIME}:registrar-e2e`, '--ignore-not-found']);
  if (!KubernetesVersion.of(serverVersion()).admissionPolicies) return;
  removePolicy();
  kubectl(['delete', 'validatingadmissionpolicies,validatingadmissionpolicybindings', 'cel-strings', '--ignore-not-found']);
});

judged('the policy is type-checked by the API server, without a warning', async () => {
  const status = await eventually('the type check', 30, () => get('validatingadmissionpolicy', POLICY).status?.typeChecking);
  expect(status.expressionWarnings ?? []).toEqual([]);
});

judged.each([
  ['its own', OWN], ['another service of its own', `/discovery/a.${TENANT}/test`], ['listed', '/sets/mine'],
  ['in a listed folder', '/teams/boards/api'],
])('a path that is %s is taken', (_, path) => {
  expect(refusal(at(path))).toBe('');
  expect(refusal(asks(`{ "port": 8080,\n "format": "serverset", "additional": {"path": 1, "admin": 2}, "path": "${path}",
    "numbered": true }`))).toBe('');
});

judged.each([
  '/discovery/api.other/test', `/discovery/api.${TENANT}/prod`, `/discovery/api.${TENANT}/test/child`, `/discovery/api.${TENANT}`,
  `/discovery/x.other.${TENANT}/test`, `/discovery/api.${TENANT}.other/test`, `/discovery/API.${TENANT}/test`,
  `/discovery/.${TENANT}/test`,
  `/discovery/api.x${TENANT}/test`, '/discovery', '/', '/sets', '/sets/mine/x', '/sets/Mine', '/teams/boards', '/teams/boards/*',
  '/teams/boards/a/b', '/zookeeper/quota', '/registrars/e2e/node-1', `/Discovery/api.${TENANT}/test`, `${OWN}/`, `/${OWN}`,
  `/x/..${OWN}`, `/discovery/./api.${TENANT}/test`, `/discovery/%61pi.${TENANT}/test`, `/discovery/api.${TENANT}/test\u0000`,
  `/discovery/\u0430pi.${TENANT}/test`, `/discovery/${'a'.repeat(64)}.${TENANT}/test`, `/${'a'.repeat(600)}`,
])('the path %j is refused', path => {
  expect(refusal(at(path))).toContain(POLICY);
});

judged.each<[string, string]>([
  ['no JSON', 'nonsense'], ['a list', '[]'], ['without a path', '{"format":"kingpin","port":1}'],
  ['with a field of its own', `{"format":"kingpin","path":"${OWN}","port":1,"__proto__":{"path":"/x"}}`],
  ['with two paths', `{"path":"${OWN}","format":"kingpin","port":1,"path":"/discovery/api.other/test"}`],
  ['with an escaped path', `{"path":"${OWN}","format":"kingpin","port":1,"\\u0070ath":"/discovery/api.other/test"}`],
  ['with a nested path', `{"format":"kingpin","port":1,"additional":{"path":"${OWN}"}}`],
  ['a path in a list', `{"format":"kingpin","port":1,"path":["${OWN}"]}`],
  ['with a number of any length', `{"format":"kingpin","path":"${OWN}","port":1e400}`],
])('an annotation that is %s is refused', (_, text) => {
  expect(refusal(asks(text))).toContain(POLICY);
});

judged('thousands of levels and 200 kB are refused for their length, and what is for somebody else is not judged', () => {
  expect(refusal(at(`/${'a/'.repeat(1500)}a`))).toContain('is no registration');
  const long = `{"format":"kingpin","path":"${OWN}","port":1,"additional":{${'"a":1,'.repeat(30_000)}"b":1}}`;
  expect(refusal(asks(long))).toContain('longer than 4096 characters');
  expect(refusal(pod({ annotations: { 'example.com/long': long } }))).toBe('');
  // No registrar of these releases looks at it.
  expect(refusal(asks({ format: 'kingpin', path: '/else', port: 1 }, {}))).toBe('');
});

judged('a long list of a namespace costs no more than an expression may', () => {
  const paths = Array.from({ length: 3000 }, (_, n) => `/sets/service-${n}`).join(' ');
  const list = `${paths} /sets/mine /teams/boards/*`;
  kubectl(['annotate', 'namespace', TENANT, '--overwrite', `pinterest.com/discovery-paths=${list}`]);
  expect(refusal(at('/sets/service-2999'))).toBe('');
  expect(refusal(at('/sets/service-3000'))).toContain(POLICY);
});

judged('only daemons of the infrastructure team are labelled as such, and no team takes the name of another', () => {
  expect(refusal(pod({ labels: { 'pinterest.com/runtime': 'e2e' } }))).toContain('for the daemons of the infrastructure team');
  expect(refusal(pod({ labels: { 'pinterest.com/team': 'others' } }))).toContain('names another team');
  expect(refusal(pod({ labels: { 'pinterest.com/team': 'boards' } }))).toBe('');
  expect(refusal(pod({}))).toBe('');
  // Its Namespace names no team.
  const metadata = { name: 'any', namespace: 'default', labels: { 'pinterest.com/team': 'any' } };
  expect(refusal({ ...pod({}), metadata })).toBe('');
});

judged('a pod that was there before can be changed otherwise, and deleted, but makes no other claim', () => {
  kubectl(['annotate', 'pod', 'older', '-n', TENANT, 'example.com/note=1']);
  kubectl(['label', 'pod', 'older', '-n', TENANT, 'example.com/note=1']);
  for (const [verb, change] of [
    ['label', 'pinterest.com/team=third'], ['label', 'pinterest.com/runtime=2026.11'],
    ['annotate', `${DISCOVERY}={"format":"kingpin","path":"/discovery/more.other/test","port":1}`],
  ]) {
    expect(() => kubectl([verb, 'pod', 'older', '-n', TENANT, '--overwrite', change])).toThrow(POLICY);
  }
  kubectl([
    'annotate', 'pod', 'older', '-n', TENANT, '--overwrite', `${DISCOVERY}={"format":"kingpin","path":"${OWN}","port":1}`,
  ]);
  kubectl(['delete', 'pod', 'older', '-n', TENANT, '--wait=false']);
});

judged('a claim that comes with the release of a pod is judged then', () => {
  tenant.run('later', {
    command: ['sleep', '3600'],
    annotations: { [DISCOVERY]: '{"format":"kingpin","path":"/discovery/theirs.other/test","port":1}' },
  });
  expect(() => kubectl(['label', 'pod', 'later', '-n', TENANT, 'pinterest.com/release=e2e'])).toThrow(POLICY);
});

judged('the daemons of the platform start', async () => {
  await eventually('a registrar on each node', 60, () => {
    const { status } = get('daemonset', 'registrar-e2e', '-n', RUNTIME);
    return status.desiredNumberScheduled > 0 && status.currentNumberScheduled === status.desiredNumberScheduled;
  });
});

judged('every string is the same in an expression, for the compiler of the API server', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...'\'"`\\\n\r\t\u0000\u0085\u2028\u2029\ufeff\u{1F600}$(){}ab'), maxLength: 30 }),
  );
  // YAML and JSON have no half pairs; what they replace them with is another matter.
  const values = fc.sample(hostile.filter(text => Buffer.from(text).toString() === text), 150);
  apply(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'strings', namespace: TENANT } }));
  const meta = { metadata: { name: 'cel-strings' } };
  const api = { apiVersion: 'admissionregistration.k8s.io/v1' };
  apply(JSON.stringify({
    ...api, kind: 'ValidatingAdmissionPolicy', ...meta,
    spec: {
      matchConstraints: {
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }],
      },
      matchConditions: [{ name: 'strings', expression: `object.metadata.name == 'hostile' && request.namespace == '${TENANT}'` }],
      validations: values.map((value, n) => ({
        expression: `object.data['k${n}'] == ${celString(value)}`, message: `k${n} differs`,
      })),
    },
  }));
  apply(JSON.stringify({
    ...api, kind: 'ValidatingAdmissionPolicyBinding', ...meta, spec: { policyName: 'cel-strings', validationActions: ['Deny'] },
  }));
  const map = (change: (value: string) => string) => ({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'hostile', namespace: TENANT },
    data: Object.fromEntries(values.map((value, n) => [`k${n}`, change(value)])),
  });
  await eventually('the policy to be in force', 30, () => refusal(map(value => `${value}x`)) !== '');
  expect(refusal(map(value => value))).toBe('');
  expect(get('validatingadmissionpolicy', 'cel-strings').status?.typeChecking?.expressionWarnings ?? []).toEqual([]);
});

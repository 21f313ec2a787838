import {
  asking, binding, DENIED, deployment, IN_WEB, lastVerdict, LIMIT, LIMITS, matching, outcomeOf, PASSED, policy, rule, WARNED, web,
} from './policy-documents';
import { describeEach, verdicts } from './programs';

/* ValidatingAdmissionPolicies, as Kubernetes' own code evaluates them. */

const STATEFUL_SETS = rule({ resources: ['statefulsets'] });
const EVERYTHING = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] };
const OLD_AUTOSCALERS = rule({ apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'] });
const AUTOSCALER = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'api' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, maxReplicas: 2 },
};
const HIGH = { level: 'high' };
const ofLabels = (matchLabels: object) => ({ matchLabels });
const when = (expression: string) => policy({ matchConditions: [{ name: 'which', expression }] });

describeEach('1.37')('Kubernetes %s', version => {
  const last = (...documents: object[]) => lastVerdict(version, documents);

  test.each<[string, string, object, object]>([
    ['all Deployments', DENIED, policy(), deployment()],
    ['other kinds', PASSED, matching({ resourceRules: [STATEFUL_SETS] }), deployment()],
    ['several kinds', DENIED, matching({ resourceRules: [STATEFUL_SETS, rule()] }), deployment()],
    ['deletions', PASSED, matching({ resourceRules: [rule({ operations: ['DELETE'] })] }), deployment()],
    ['objects of another name', PASSED, matching({ resourceRules: [rule({ resourceNames: ['web'] })] }), deployment()],
    ['all but this one', PASSED, matching({ excludeResourceRules: [rule({ resourceNames: ['api'] })] }), deployment()],
    ['another version of the kind', DENIED, matching({ resourceRules: [OLD_AUTOSCALERS] }), AUTOSCALER],
    ['that version alone', PASSED, matching({ resourceRules: [OLD_AUTOSCALERS], matchPolicy: 'Exact' }), AUTOSCALER],
    ['a condition that holds', DENIED, when('object.spec.replicas > 4'), deployment()],
    ['a condition that does not hold', PASSED, when('object.spec.replicas > 5'), deployment()],
    ['a condition that fails', DENIED, when("object.metadata.labels.team == 'a'"), deployment()],
    ['its labels', DENIED, matching({ objectSelector: ofLabels(HIGH) }), deployment({ labels: HIGH })],
    ['other labels', PASSED, matching({ objectSelector: ofLabels(HIGH) }), deployment()],
    ['the labels of its namespace', DENIED, matching({ namespaceSelector: ofLabels(HIGH) }), deployment(IN_WEB)],
    ['other namespaces', PASSED, matching({ namespaceSelector: ofLabels({ level: 'low' }) }), deployment(IN_WEB)],
    ['a namespace itself', DENIED, matching({ resourceRules: [EVERYTHING], namespaceSelector: ofLabels(HIGH) }), web(HIGH)],
  ])('a policy for %s: %s', (_, expected, of, document) => {
    expect(outcomeOf(last(web(HIGH), of, binding(), document))).toBe(expected);
  });

  test.each<[string, string, object, object]>([
    ['is wrong', DENIED, asking('object.spec.replicas < 5'), deployment()],
    ['is right', PASSED, asking('object.spec.replicas == 5'), deployment()],
    ['names a variable', DENIED,
      asking('variables.few', { variables: [{ name: 'few', expression: 'object.spec.replicas < 5' }] }), deployment()],
    ['fails', DENIED, asking("object.metadata.labels.team == 'a'"), deployment()],
    ['fails, which does not matter', PASSED,
      asking("object.metadata.labels.team == 'a'", { failurePolicy: 'Ignore' }), deployment()],
    ['looks at the namespace', DENIED, asking("namespaceObject.metadata.labels.level == 'low'"), deployment(IN_WEB)],
    ['looks at what was there', DENIED, asking('object.spec.replicas <= oldObject.spec.replicas'),
      { document: deployment({}, 6), old: deployment() }],
  ])('an expression that %s: %s', (_, expected, of, document) => {
    expect(outcomeOf(last(web(HIGH), of, binding(), document))).toBe(expected);
  });

  test.each<[string, string, ...object[]]>([
    ['no binding', PASSED],
    ['that of another policy', PASSED, binding({ policyName: 'other' })],
    ['one that denies', DENIED, binding()],
    ['one that warns', WARNED, binding({ validationActions: ['Warn'] })],
    ['one for the log', PASSED, binding({ validationActions: ['Audit'] })],
    ['two', DENIED, binding({ validationActions: ['Audit'] }), binding({}, 'other')],
    ['one for other namespaces', PASSED, binding({ matchResources: { namespaceSelector: ofLabels(HIGH) } })],
    ['one for other objects', PASSED, binding({ matchResources: { objectSelector: ofLabels(HIGH) } })],
    ['one for other kinds', PASSED, binding({ matchResources: { resourceRules: [STATEFUL_SETS] } })],
    ['one that became that of another policy', PASSED, binding(), binding({ policyName: 'other' })],
    ['one, and became another one itself', PASSED, binding(), asking('true')],
  ])('a policy that has %s: %s', (_, expected, ...bindings) => {
    expect(outcomeOf(last(policy(), ...bindings, deployment()))).toBe(expected);
    expect(outcomeOf(last(...bindings.slice(0, 1), policy(), ...bindings.slice(1), deployment()))).toBe(expected);
  });

  test('custom resources are judged by policies, too', () => {
    const of = matching({ resourceRules: [rule({ apiGroups: ['example.com'], resources: ['limits'] })] });
    expect(outcomeOf(last(LIMITS, of, binding(), { ...LIMIT, metadata: { name: 'most' } }))).toBe(DENIED);
  });

  test('what a policy refuses holds for others all the same: the cluster may have it already', () => {
    const all = [matching({ resourceRules: [EVERYTHING] }), binding(), LIMITS, { ...LIMIT, metadata: { name: 'most' } }];
    expect(verdicts(version, all).map(outcomeOf)).toEqual([PASSED, PASSED, DENIED, DENIED]);
  });

  test('each policy that refuses or warns says so, once', () => {
    const bound = (name: string, action: string) => (
      [policy({}, name), binding({ policyName: name, validationActions: [action] }, name)]
    );
    const all = [...bound('a', 'Deny'), ...bound('b', 'Deny'), ...bound('c', 'Warn'), ...bound('d', 'Warn')];
    const { refusals, warnings } = last(...all, ...all, deployment());
    const policyIn = (message: string) => /ValidatingAdmissionPolicy '(\w+)'/.exec(message)?.[1];
    expect(refusals.map(({ message }: any) => policyIn(message))).toEqual(['a', 'b']);
    expect(warnings.map(policyIn)).toEqual(['c', 'd']);
  });
});

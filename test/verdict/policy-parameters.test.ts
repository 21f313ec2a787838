import {
  asking, binding, DENIED, deployment, IN_WEB, lastVerdict, LIMIT, LIMITS, outcomeOf, PASSED, policy, UNASKED,
} from './policy-documents';
import { describeEach } from './programs';

/* ValidatingAdmissionPolicies with parameters, as Kubernetes' own code evaluates them. */

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const LABELS = { policy: 'few' };
const most = (value: string, metadata: object = {}) => (
  { ...CONFIG_MAP, metadata: { name: 'most', ...metadata }, data: { value } }
);

/** At most as many replicas as its parameter says. */
const limit = asking('object.spec.replicas <= int(params.data.value)', { paramKind: CONFIG_MAP });
const by = (paramRef: object) => binding({ paramRef: { parameterNotFoundAction: 'Deny', ...paramRef } });
const byName = by({ name: 'most' });
const byLabels = by({ selector: { matchLabels: LABELS } });

describeEach('1.37')('Kubernetes %s', version => {
  const last = (...documents: object[]) => lastVerdict(version, documents);

  test.each<[string, string, object, object[], object]>([
    ['the parameter allows it', PASSED, byName, [most('5')], deployment()],
    ['it does not', DENIED, byName, [most('4')], deployment()],
    ['one of its own namespace does not', DENIED, byName, [most('9'), most('4', IN_WEB)], deployment(IN_WEB)],
    ['another namespace has one', UNASKED, byName, [most('4')], deployment(IN_WEB)],
    ['a given namespace has one', DENIED, by({ name: 'most', namespace: 'web' }), [most('9'), most('4', IN_WEB)], deployment()],
    ['there is none', UNASKED, byName, [], deployment()],
    ['there is none, and need not be', UNASKED, by({ name: 'most', parameterNotFoundAction: 'Allow' }), [], deployment()],
    ['there is none, of objects that the policy is not for', PASSED, byName, [], most('4', IN_WEB)],
    ['the second of such labels does not', DENIED, byLabels,
      [most('9', { labels: LABELS }), most('4', { name: 'other', labels: LABELS })], deployment()],
    ['none has such labels', UNASKED, byLabels, [most('4')], deployment()],
    ['any would do', DENIED, by({ selector: {} }), [most('4')], deployment()],
    ['there was one, and another one came', PASSED, byName, [most('4'), most('5')], deployment()],
  ])('%s: %s', (_, expected, bound, parameters, document) => {
    expect(outcomeOf(last(limit, bound, ...parameters, document))).toBe(expected);
    expect(outcomeOf(last(limit, ...parameters, bound, document))).toBe(expected);
  });

  test('a binding without a parameter has none', () => {
    expect(outcomeOf(last(asking('params == null', { paramKind: CONFIG_MAP }), binding(), deployment()))).toBe(PASSED);
  });

  test('parameters may be custom resources, with their defaults', () => {
    const [expression, messageExpression] = ['object.spec.replicas <= params.most', "'at most ' + string(params.most)"];
    const of = policy({ paramKind: LIMIT, validations: [{ expression, messageExpression }] });
    expect(last(LIMITS, of, byName, { ...LIMIT, metadata: { name: 'most' } }, deployment()).refusals)
      .toEqual([{ message: "ValidatingAdmissionPolicy 'few' with binding 'few' denied request: at most 4" }]);
  });

  test.each([byName, by({ name: 'most', namespace: 'web' })])('of a kind that nobody has defined there is none', bound => {
    expect(outcomeOf(last(policy({ paramKind: LIMIT }), bound, deployment()))).toBe(UNASKED);
  });

  test('it is said which parameter is missing', () => {
    const missing = (bound: object, document: object) => last(limit, bound, document).unasked;
    expect(missing(byName, deployment(IN_WEB)))
      .toEqual([{ policy: 'few', parameter: 'ConfigMap "most" in the namespace "web"' }]);
    expect(missing(byLabels, deployment()))
      .toEqual([{ policy: 'few', parameter: 'ConfigMap with the labels policy=few in the namespace "default"' }]);
  });
});

import { PlatformRuntime, Release, ZooKeeper } from 'cdk8s-pinterest/platform';
import { Built, World } from '../synth';

const ZOOKEEPER: ZooKeeper = { servers: ['zk-0.example.com:2181'], root: '/services' };
const installed = (world: World) => new Built(chart => new PlatformRuntime(chart, 'runtime'), world, 'platform');
const policies = (world: World) => installed(world).all('ValidatingAdmissionPolicy');
const text = (world: World) => JSON.stringify(policies(world)[0].spec);

test('from 1.30 on there is one policy, in force everywhere, where a release has daemons', () => {
  expect(policies({ version: '1.29', zooKeeper: ZOOKEEPER })).toEqual([]);
  expect(policies({ version: '1.30', offered: [new Release({ name: 'r', components: [] })] })).toEqual([]);
  const built = installed({ version: '1.30', zooKeeper: ZOOKEEPER });
  expect(built.one('ValidatingAdmissionPolicy').metadata.name).toBe('pod-claims.platform');
  expect(built.one('ValidatingAdmissionPolicyBinding').spec).toEqual({
    policyName: 'pod-claims.platform', validationActions: ['Deny'],
  });
  expect(built.one('ValidatingAdmissionPolicy').spec).toMatchObject({
    failurePolicy: 'Fail',
    matchConstraints: { resourceRules: [{ operations: ['CREATE', 'UPDATE'], resources: ['pods'] }] },
    matchConditions: [{ name: 'makes-a-claim' }],
  });
});

test('it knows the root and the environment of the cluster, its releases, and the namespaces of the infrastructure team', () => {
  const spec = text({ version: '1.30', zooKeeper: ZOOKEEPER });
  for (const known of ['\'/services/\'', '== \'prod\'', '[\'2026.11\']', '\'platform\'', 'pinterest.com/discovery-paths']) {
    expect(spec).toContain(known);
  }
});

test('every expression is one line of printable ASCII', () => {
  const { spec } = policies({ version: '1.30', zooKeeper: ZOOKEEPER })[0];
  for (const { expression } of [...spec.matchConditions, ...spec.variables, ...spec.validations]) {
    expect(expression).toMatch(/^[ -~]+$/);
  }
});

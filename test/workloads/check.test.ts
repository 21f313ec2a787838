import { JsonPatch } from 'cdk8s';
import { Artifact, Caller, Channel, PinterestWorkloadProps, PodPlan, PodVolume } from 'cdk8s-pinterest';
import { EnvValue, Probe } from 'cdk8s-plus-27';
import { warningsOf } from '../../lib/validation/warning';
import { check } from '../../lib/workloads/check';
import { register } from '../../lib/workloads/registry';
import { MESH } from '../synth';
import { steps } from './steps';

/** What is said of a workload: the field of each problem. */
function checked(...args: Parameters<typeof steps>) {
  const { scope, placement, intent, planned, callers, props, traits, ports } = steps(...args);
  check({ scope, placement, intent, planned, callers, props, traits, ports: () => ports });
  return {
    scope,
    pod: planned.pod,
    intent,
    fields: () => scope.node.validate().map(line => /^[^ :]+/.exec(line)![0]),
  };
}

const CONTAINER = { image: 'x:1', portNumber: 8080 };

test('of a workload that is right nothing is said', () => {
  expect(checked().fields()).toEqual([]);
  expect(checked({}, { proxied: true }, MESH).fields()).toEqual([]);
});

test.each<[string, string, Partial<PinterestWorkloadProps>]>([
  ['where it is placed', 'channel', { channel: Channel.pinned('2025.01') }],
  ['its ports', 'container.portNumber', { container: { image: 'x:1', portNumber: 0 } }],
  ['its artifact', 'artifact.image', { artifact: Artifact.of({ image: 'y', version: '1' }) }],
  ['its probes', 'container.readiness', { container: { ...CONTAINER, readiness: Probe.fromHttpGet('/', { port: 9 }) } }],
  ['its plan', 'requirements', { requirements: [{ component: 'nowhere' }] }],
  ['its security', 'container.securityContext.privileged', {
    container: { ...CONTAINER, securityContext: { privileged: true } },
  }],
])('what is wrong with %s is reported', (_, field, props) => {
  expect(checked(props).fields()).toContain(field);
});

test('a name is judged by how long the kind allows it', () => {
  expect(checked({}, { longestName: 3 }, {}, 'api').fields()).toEqual([]);
  expect(checked({}, { longestName: 2 }, {}, 'api').fields()).toEqual(['name']);
});

test('what will be wrong is a warning', () => {
  const { scope, fields } = checked({ channel: Channel.pinned('2026.11', { until: '2026-11-20' }) });
  expect(fields()).toEqual([]);
  expect(warningsOf([scope]).map(({ problem }) => problem?.field)).toEqual(['channel']);
});

test.each<[string, string, (pod: PodPlan) => void]>([
  ['a patch of no container', 'pod.patchContainer', pod => pod.patchContainer('nope', JsonPatch.add('/tty', true))],
  ['a mount of no volume', 'pod.mount', pod => pod.mount({ volume: 'nope', path: '/x' })],
  ['a variable that is there', 'pod', pod => pod.addEnv('PLATFORM_NODE', EnvValue.fromValue('x'))],
  ['a label that the selector contradicts', 'pod.addLabel', pod => pod.addLabel('app.kubernetes.io/name', 'x')],
  ['a container that may do too much', 'pod.containers["x"].securityContext.user',
    pod => pod.addSidecar('x', { container: { image: 'x:1', securityContext: { user: 0 } } })],
])('what is added later is judged once everything is there: %s', (_, field, add) => {
  const { pod, fields } = checked();
  expect(fields()).toEqual([]);
  add(pod);
  expect(fields()).toEqual([field]);
  pod.addVolume(PodVolume.emptyDir('nope'));
  expect(fields()).toEqual(field === 'pod.mount' ? [] : [field]);
});

test('other workloads are looked for when all are there: callers, and those of the same name', () => {
  const { scope, intent, fields } = checked({}, { callers: [Caller.workload('web')] });
  expect(fields()).toEqual(['callers']);
  register({ construct: scope.node.scope!, intent: { ...intent, name: 'web' }, channel: Channel.STABLE });
  expect(fields()).toEqual([]);
  register({ construct: scope.node.scope!, intent, channel: Channel.STABLE });
  expect(fields()).toEqual(['name']);
});

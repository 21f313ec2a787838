import { Cron, JsonPatch } from 'cdk8s';
import { PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestStatefulSet } from 'cdk8s-pinterest';
import { api, Built, complaints, CONTAINER, MESH, World } from '../synth';

const GATED: World = { ...MESH, startupGate: {} };
const JOB = { image: CONTAINER.image, command: ['work'] };
const NODE = 'what nodes must have: the label "runtime.pinterest.com/2026.11"';

const service = (...patches: JsonPatch[]) => {
  const shop = api({}, GATED);
  shop.services.api.deployment.addJsonPatch(...patches);
  return complaints(() => shop.write());
};

test('a patch of the native object drops nothing that a component has added', () => {
  expect(service(JsonPatch.add('/spec/template/spec/affinity', {}))).toEqual([
    `[chart/api] Deployment.addJsonPatch = ["add /spec/template/spec/affinity"]: removes or replaces ${NODE}. `
      + 'Add to it instead, for example with "/-" at the end of the path, or write it as a property of the workload.',
  ]);
  expect(service(JsonPatch.remove('/spec/template/spec/initContainers'))).toEqual([
    expect.stringContaining('removes or replaces the container "proxy" of the component traffic of the release 2026.11.'),
  ]);
});

test('any other patch is taken', () => {
  expect(service(JsonPatch.add('/spec/minReadySeconds', 5), JsonPatch.add('/spec/template/spec/hostname', 'x'))).toEqual([]);
});

test.each<[string, (chart: any) => any, string]>([
  ['a stateful set', chart => new PinterestStatefulSet(chart, 'x', { container: CONTAINER }).statefulSet, ''],
  ['a job', chart => new PinterestJobSet(chart, 'x', { container: JOB }).jobs[0], ''],
  ['a cron job', chart => new PinterestCronJob(chart, 'x', { container: JOB, schedule: Cron.daily() }).cronJob,
    '/jobTemplate/spec'],
])('%s, too', (_, make, at) => {
  const patched = (path: string) => {
    const patch = JsonPatch.add(`/spec${at}${path}`, {});
    return new Built(chart => make(chart).addJsonPatch(patch), GATED).errors;
  };
  expect(patched('/template/spec/affinity')).toEqual([expect.stringContaining(NODE)]);
  expect(patched('/template/spec/dnsConfig')).toEqual([]);
});

test('a daemon keeps its container', () => {
  const built = new Built(chart => new PinterestDaemon(chart, 'x', { container: CONTAINER }).daemonSet.addJsonPatch(
    JsonPatch.replace('/spec/template/spec/containers', []),
  ), {}, 'platform');
  expect(built.errors).toEqual([expect.stringContaining('removes or replaces the container "app"')]);
});

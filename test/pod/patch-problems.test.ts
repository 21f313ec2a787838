import { JsonPatch } from 'cdk8s';
import { PodPlan } from 'cdk8s-pinterest';
import { api, complaints, MESH, World } from '../synth';

const GATED: World = { ...MESH, startupGate: {} };

function said(patch: (pod: PodPlan) => void, world: World = GATED): string[] {
  const shop = api({ config: { files: { 'app.yaml': 'a: 1' } } }, world);
  patch(shop.services.api.pod);
  return complaints(() => shop.write());
}

const NODE = 'what nodes must have: the label "runtime.pinterest.com/2026.11"';
const FIX = 'Add to it instead, for example with "/-" at the end of the path, or write it as a property of the workload.';

test.each<[string, JsonPatch, string]>([
  ['an affinity of its own', JsonPatch.add('/affinity', { podAntiAffinity: {} }), NODE],
  ['no affinity', JsonPatch.remove('/affinity'), NODE],
  ['other terms', JsonPatch.replace('/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms', [
    { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] },
  ]), NODE],
  ['an alternative term', JsonPatch.add(
    '/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/-',
    { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] },
  ), NODE],
  ['no variables', JsonPatch.remove('/containers/0/env'), 'the variable "PLATFORM_SERVICE" of the component environment'],
  ['no mounts', JsonPatch.replace('/containers/0/volumeMounts', []),
    'the mount at /etc/app of the kind, the mount at /var/run/identity of the component identity'],
  ['no proxy', JsonPatch.remove('/initContainers'), 'the container "proxy" of the component traffic'],
  ['volumes of its own', JsonPatch.replace('/volumes', [{ name: 'tmp', emptyDir: {} }]),
    'the volume "config" of the kind PinterestService, the volume "identity" of'],
  ['no application', JsonPatch.replace('/containers', [{ name: 'other', image: 'x' }]), 'the container "app"'],
])('a patch with %s drops what a component has added', (_, patch, lost) => {
  expect(said(pod => pod.patch(patch))).toContainEqual(expect.stringContaining(`: removes or replaces ${lost}`));
});

test('the problem names the patch', () => {
  expect(said(pod => pod.patch(JsonPatch.add('/hostname', 'x'), JsonPatch.remove('/affinity')))).toEqual([
    `[chart/api] pod.patch = "remove /affinity": removes or replaces ${NODE}. ${FIX}`,
  ]);
});

test('what is put back by the next patch is lost by the first all the same', () => {
  expect(said(pod => pod.patchContainer('app', JsonPatch.remove('/env')))).toContainEqual(
    expect.stringContaining('[chart/api] pod.patchContainer("app") = "remove /env": removes or replaces the variable'),
  );
});

test.each<[string, (pod: PodPlan) => void]>([
  ['adds to the affinity', pod => pod.patch(JsonPatch.add('/affinity/podAntiAffinity', {}))],
  ['narrows the nodes', pod => pod.patch(JsonPatch.add(
    '/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/-',
    { key: 'gpu', operator: 'Exists' },
  ))],
  ['adds a volume', pod => pod.patch(JsonPatch.add('/volumes/-', { name: 'tmp', emptyDir: {} }))],
  ['gives the proxy more memory', pod => pod.patchContainer('proxy', JsonPatch.add('/resources/limits/memory', '1Gi'))],
])('a patch that %s is taken', (_, patch) => {
  expect(said(patch)).toEqual([]);
});

test('without a component that adds something, a patch may write the whole field', () => {
  expect(said(pod => pod.patch(JsonPatch.add('/affinity', { podAntiAffinity: {} })), MESH)).toEqual([]);
});

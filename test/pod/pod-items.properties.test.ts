import { JsonPatch } from 'cdk8s';
import {
  PinterestChart, PinterestJobSet, PinterestService, PinterestWorkload, PodItem, PodItemType, PodPlan, PodVolume,
} from 'cdk8s-pinterest';
import { EnvValue } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { Built, CONTAINER, MESH, VERSIONS } from '../synth';
import { contentsOf, templatesOf } from './pods';

type Change = (pod: PodPlan) => void;

const name = fc.stringMatching(/^u[a-z0-9]{1,6}$/);
/** Keys that an object of JavaScript has anyway, and those that others have set, are keys like any other. */
const key = fc.oneof(
  name, fc.constantFrom('toString', 'hasOwnProperty', 'pinterest.com/release', 'kubectl.kubernetes.io/default-container'),
);
const variables = fc.uniqueArray(name, { maxLength: 3 });

const container = fc.record({ name, variables, sidecar: fc.boolean(), mounts: fc.boolean() });

const patch = fc.constantFrom<Change>(
  pod => pod.patch(JsonPatch.add('/volumes/-', { name: 'patched', emptyDir: {} })),
  pod => pod.patch(JsonPatch.add('/containers/-', { name: 'patched', image: 'x:1', env: [{ name: 'A', value: 'b' }] })),
  pod => pod.patchContainer('app', JsonPatch.add('/env/-', { name: 'PATCHED', value: 'x' })),
  pod => pod.patchContainer('app', JsonPatch.remove('/env/0')),
  pod => pod.patchContainer('app', JsonPatch.replace('/env/1', { name: 'REPLACED', value: 'x' })),
  pod => pod.patchContainer('app', JsonPatch.add('/volumeMounts', [{ name: 'patched', mountPath: '/patched' }])),
);

const pods = fc.record({
  job: fc.boolean(),
  version: fc.constantFrom(...VERSIONS),
  identity: fc.boolean(),
  own: variables,
  env: variables,
  volumes: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
  labels: fc.uniqueArray(key, { maxLength: 3 }),
  annotations: fc.uniqueArray(key, { maxLength: 3 }),
  containers: fc.uniqueArray(container, { maxLength: 3, selector: each => each.name }),
  patches: fc.uniqueArray(patch, { maxLength: 4 }),
});

type Pod = typeof pods extends fc.Arbitrary<infer T> ? T : never;

const values = (names: string[], prefix: string) => (
  Object.fromEntries(names.map(each => [`${prefix}_${each}`, EnvValue.fromValue('x')]))
);

function build(pod: Pod, chart: PinterestChart): PinterestWorkload {
  const props = { container: { ...CONTAINER, command: ['run'], envVariables: values(pod.own, 'OWN') } };
  const workload = pod.job ? new PinterestJobSet(chart, 'work', props) : new PinterestService(chart, 'work', props);
  for (const each of pod.volumes) {
    workload.pod.addVolume(PodVolume.emptyDir(each));
    workload.pod.mount({ volume: each, path: `/${each}` });
  }
  for (const [variable, value] of Object.entries(values(pod.env, 'ADDED'))) workload.pod.addEnv(variable, value);
  for (const label of pod.labels) workload.pod.addLabel(label, 'x');
  for (const annotation of pod.annotations) workload.pod.addAnnotation(annotation, 'x');
  for (const { name: id, variables: names, sidecar, mounts } of pod.containers) {
    workload.pod[sidecar ? 'addSidecar' : 'addInitContainer'](`c-${id}`, {
      container: { image: 'x:1', command: ['run'], envVariables: values(names, 'IN') },
      mounts: mounts ? [{ volume: pod.volumes[0], path: '/mounted' }] : [],
    });
  }
  for (const change of pod.patches) change(workload.pod);
  return workload;
}

test('every container, variable, volume, mount, label and annotation of a pod is one item, and each patch is one', () => {
  fc.assert(fc.property(pods, pod => {
    const world = { ...(pod.identity && MESH), version: pod.version };
    const { it } = new Built(chart => build(pod, chart), world);
    const isPatch = ({ type }: PodItem) => type === PodItemType.PATCH;
    const [patches, items] = [it.podItems.filter(isPatch), it.podItems.filter(item => !isPatch(item))];
    const [template] = templatesOf(it);
    expect(items.map(({ type, container: of, name: what }) => (
      `${type} ${of === undefined ? '' : `${of}${type === PodItemType.MOUNT ? ':' : '/'}`}${what}`
    )).sort()).toEqual(contentsOf(template));
    expect(patches).toHaveLength(pod.patches.length);
    for (const { origin } of items) expect(`${origin}`).toMatch(/^(the |patch \d)/);
  }), { numRuns: 100 });
});

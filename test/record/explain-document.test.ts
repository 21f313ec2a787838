import { ApiObject, JsonPatch } from 'cdk8s';
import { PinterestChart, PinterestService, PodVolume, RecordedDocument } from 'cdk8s-pinterest';
import { StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { EnvValue } from 'cdk8s-plus-27';
import { PodPlan } from '../../lib/pod/pod-plan';
import { BARE, CONTAINER, MESH, World } from '../synth';
import { explained, Leaf, leavesOf } from './explained';

type Change = (service: PinterestService) => void;

function documents(change: Change, world: World = MESH, props: object = {}): RecordedDocument[] {
  const build = (chart: PinterestChart) => change(new PinterestService(chart, 'api', { container: CONTAINER, ...props }));
  return explained(build, world, 'api').documents;
}

/** The entry of a field of the Deployment. */
function deployment(change: Change, world?: World, props?: object): (pointer: string) => Leaf {
  const leaves = leavesOf(documents(change, world, props).find(({ kind }) => kind === 'Deployment')!);
  return pointer => leaves.find(leaf => leaf.pointer === pointer)!;
}

const SPEC = '/spec/template/spec';

describe('a patch', () => {
  test('of an object is why a field is as it is, and of no other field', () => {
    const at = deployment(({ deployment: object }) => {
      object.addJsonPatch(JsonPatch.replace('/spec/revisionHistoryLimit', 9), JsonPatch.add('/metadata/labels/a~1b', 'c'));
    });
    expect(at('/spec/revisionHistoryLimit').field).toMatchObject({
      origin: { type: 'patch' }, why: 'a JSON patch of the object: replace /spec/revisionHistoryLimit', properties: [],
    });
    expect(at('/metadata/labels/a~1b').field.origin.type).toBe('patch');
    expect(at('/spec/strategy/type').field.origin.type).toBe('kind');
  });

  test('of the pod, too, also at the end of a list', () => {
    const toleration = { key: 'spot', operator: 'Exists' };
    const at = deployment(({ pod }) => pod.patch(
      JsonPatch.add('/tolerations', [{ key: 'first', operator: 'Exists' }]), JsonPatch.add('/tolerations/-', toleration),
      JsonPatch.add('/tolerations/-', toleration),
    ));
    expect(at(`${SPEC}/tolerations/0/key`).field.why).toBe('service.pod.patch: add /tolerations');
    expect(at(`${SPEC}/tolerations/2/key`).field).toMatchObject({
      origin: { type: 'patch', text: 'a patch of the user' }, why: 'service.pod.patch: add /tolerations/-',
    });
  });

  test('of a container counts from the container', () => {
    const at = deployment(({ pod }) => pod.patchContainer('proxy', JsonPatch.replace('/resources/limits/memory', '1Gi')), MESH);
    expect(at(`${SPEC}/initContainers/0/resources/limits/memory`).field.origin.type).toBe('patch');
    expect(at(`${SPEC}/containers/0/resources/requests/memory`).field.origin.type).toBe('platform');
  });
});

describe('what the author adds by hand', () => {
  test('is the author\'s own, and of no property', () => {
    const leaves = documents(({ pod }) => {
      pod.addEnv('MODE', EnvValue.fromValue('fast'));
      pod.addVolume(PodVolume.emptyDir('spool'));
      pod.mount({ volume: 'spool', path: '/spool', readOnly: false });
      pod.addSidecar('exporter', { container: { image: 'exporter:1' } });
    }, BARE).flatMap(leavesOf);
    for (const value of ['fast', 'spool', '/spool', 'exporter:1']) {
      expect(leaves.find(leaf => leaf.value === value)!.field).toEqual({
        pointer: expect.any(String), origin: { type: 'user', text: 'the user' }, properties: [], settable: [],
        why: expect.stringMatching(/^the author's own (variable|volume|mount|container)$/),
      });
    }
  });

  test('is as much an object below the workload', () => {
    const found = documents(service => new ApiObject(service, 'monitor', {
      apiVersion: 'example.com/v1', kind: 'Monitor', metadata: { name: 'api' }, spec: { every: '10s' },
    })).find(({ kind }) => kind === 'Monitor')!;
    expect(found.fields).toEqual([
      { pointer: '', origin: { type: 'user', text: 'the user' }, properties: [], settable: [], why: 'the author\'s own object' },
    ]);
  });
});

/** A component of a company, which says what it is for, and no more. */
class Geodata extends Component {
  public readonly name = 'geodata';
  public readonly phase = Phase.DEPENDENCIES;
  public readonly purpose?: string = 'where pins are on the map';

  public addTo(pod: PodPlan, _workload: WorkloadIntent, beside: ComponentScope): void {
    pod.addEnv('GEODATA', EnvValue.fromValue('on'));
    beside.addConfigMap('geodata', { a: 'b' });
  }
}

test('a component that only says what it is for has it told of all that it adds', () => {
  const release = StandardRelease.v202611().derive('acme', [new Geodata()]);
  const record = explained(
    chart => new PinterestService(chart, 'api', { container: CONTAINER }), { ...BARE, offered: [release] }, 'api',
  );
  expect(record.components).toContainEqual({ release: 'acme', name: 'geodata', purpose: 'where pins are on the map' });
  const leaves = record.documents.flatMap(leavesOf).filter(({ field }) => field.origin.name === 'geodata');
  expect(leaves.length).toBeGreaterThan(3);
  expect(new Set(leaves.map(({ field }) => field.why))).toContain('where pins are on the map');
});

test('only the workload that is asked for is explained, by name, namespace, cluster or path', () => {
  for (const name of ['api', 'platform/api', 'prod/platform/api', 'chart/api']) {
    const record = explained(chart => {
      new PinterestService(chart, 'api', { container: CONTAINER });
      new PinterestService(chart, 'api-2', { container: CONTAINER });
    }, BARE, name);
    expect(new Set(record.documents.map(({ workload }) => workload))).toEqual(new Set(['chart/api']));
    expect(record.workloads.map(({ items }) => items.length > 0)).toEqual([true, false]);
  }
});

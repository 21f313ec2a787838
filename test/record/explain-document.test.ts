import { ApiObject, JsonPatch } from 'cdk8s';
import { PinterestChart, PinterestService, PodVolume, RecordedDocument } from 'cdk8s-pinterest';
import { StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { EnvValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
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

describe('what is above a workload', () => {
  const owner = { team: 'shelf', contact: '#shelf' };
  const inChart = (props: object, chartProps: object) => {
    const build = (outer: PinterestChart) => new PinterestService(
      new PinterestChart(outer.node.scope as Construct, 'shelf', { owner, namespace: 'books', ...chartProps }), 'api',
      { container: CONTAINER, ...props },
    );
    const record = explained(build, { ...MESH, region: 'us-east-1' }, 'books/api');
    const leaves = leavesOf(record.documents.find(({ kind }) => kind === 'Deployment')!);
    const [{ inherited }] = record.workloads.filter(({ name }) => name === 'api');
    return { inherited, at: (pointer: string) => leaves.find(leaf => leaf.pointer === pointer)?.field };
  };
  const variable = (name: string, { at }: ReturnType<typeof inChart>) => {
    const numbers = Array.from({ length: 40 }, (_, n) => at(`${SPEC}/containers/0/env/${n}/value`));
    return numbers.find(field => field?.why === name);
  };

  test('decides what the workload does not say itself', () => {
    const found = inChart({}, { expires: '2999-12-31', labels: { floor: 'two' } });
    expect(found.at('/metadata/namespace')?.inherited).toEqual(['chart.namespace']);
    expect(found.at('/metadata/labels/floor')).toMatchObject({
      inherited: ['chart.labels'], why: 'a label of all objects of the chart',
    });
    expect(found.at('/metadata/labels/pinterest.com~1team')).toMatchObject({ inherited: ['chart.owner'], settable: ['owner'] });
    expect(found.at('/metadata/labels/pinterest.com~1expires')?.inherited).toEqual(['chart.expires']);
    expect(variable('by which OpenTelemetry tells whose pod it is', found)?.inherited)
      .toEqual(['chart.owner', 'chart.namespace', 'cluster.name', 'cluster.environment', 'cluster.region']);
  });

  test('is recorded with its value, and whose it is', () => {
    const { inherited } = inChart({}, {});
    expect(inherited).toMatchObject([
      { property: 'chart.owner', value: owner, of: 'the chart shelf' },
      { property: 'chart.namespace', value: 'books', of: 'the chart shelf' },
      { property: 'cluster.name', of: expect.stringMatching(/^the cluster /) },
      { property: 'cluster.environment' }, { property: 'cluster.region', value: 'us-east-1' },
      { property: 'cluster.gateway' }, { property: 'cluster.ingress' },
    ]);
  });

  test('does not decide what the workload says itself', () => {
    const found = inChart({ owner: { team: 'desk', contact: '#desk' } }, {});
    expect(found.at('/metadata/labels/pinterest.com~1team')).toMatchObject({ inherited: [], properties: ['owner'] });
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
        inherited: [],
        why: expect.stringMatching(/^the author's own (variable|volume|mount|container)$/),
      });
    }
  });

  test('is as much an object below the workload', () => {
    const found = documents(service => new ApiObject(service, 'monitor', {
      apiVersion: 'example.com/v1', kind: 'Monitor', metadata: { name: 'api' }, spec: { every: '10s' },
    })).find(({ kind }) => kind === 'Monitor')!;
    expect(found.fields).toEqual([
      {
        pointer: '', origin: { type: 'user', text: 'the user' }, properties: [], settable: [], inherited: [],
        why: 'the author\'s own object',
      },
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

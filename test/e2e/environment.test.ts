import { Duration, Size } from 'cdk8s';
import { PinterestChart, PinterestJobSet, Shards } from 'cdk8s-pinterest';
import { Cpu } from 'cdk8s-plus-27';
import { createNamespace, apply, eventually, get, kubectl } from './kubectl';
import { manifestOf } from './manifest';

const NAMESPACE = 'environment';
const MEBIBYTE = 1024 * 1024;

function build(chart: PinterestChart): void {
  const container = {
    image: 'registry.example.com/pinboard:1.0.0', command: ['node', '-e', 'console.log(JSON.stringify(process.env))'],
  };
  const props = { shards: Shards.count(1), stop: Duration.seconds(1) };
  new PinterestJobSet(chart, 'limited', {
    ...props, container: {
      ...container, resources: {
        cpu: { request: Cpu.millis(20), limit: Cpu.millis(1500) },
        memory: { request: Size.mebibytes(48), limit: Size.mebibytes(100) },
        ephemeralStorage: { request: Size.mebibytes(10), limit: Size.mebibytes(64) },
      },
    },
  });
  new PinterestJobSet(chart, 'open', {
    ...props, container: { ...container, resources: { ephemeralStorage: { request: Size.mebibytes(10) } } },
  });
}

/** The only pod of a workload, and the variables that its application had. */
function ran(name: string): { pod: any; env: Record<string, string> } {
  const [pod] = get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items;
  return { pod, env: JSON.parse(kubectl(['logs', '-n', NAMESPACE, pod.metadata.name, '-c', 'app'])) };
}

beforeAll(async () => {
  createNamespace(NAMESPACE);
  apply(manifestOf(NAMESPACE, build, { region: 'here' }));
  await eventually('both jobs to end', 90, () =>
    get('jobs', '-n', NAMESPACE).items.every(({ status }: any) => status.completionTime));
});

afterAll(() => {
  kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
});

test('the application knows where it runs', () => {
  const { pod: { metadata, spec, status }, env } = ran('limited');
  expect(env).toMatchObject({
    PLATFORM_SERVICE: 'limited',
    PLATFORM_OWNER: 'infrastructure',
    PLATFORM_CLUSTER: 'e2e',
    PLATFORM_ENVIRONMENT: 'test',
    PLATFORM_REGION: 'here',
    PLATFORM_NAMESPACE: NAMESPACE,
    PLATFORM_RELEASE: '2026.11',
    PLATFORM_NODE: spec.nodeName,
    PLATFORM_POD_NAME: metadata.name,
    PLATFORM_POD_UID: metadata.uid,
    PLATFORM_POD_IP: status.podIP,
  });
  expect(env.OTEL_RESOURCE_ATTRIBUTES.split(',')).toEqual(expect.arrayContaining([
    `k8s.node.name=${spec.nodeName}`, `k8s.pod.name=${metadata.name}`, `k8s.pod.uid=${metadata.uid}`,
  ]));
});

test('it knows what it may use, in millicores and bytes', () => {
  expect(ran('limited').env).toMatchObject({
    PLATFORM_CPU_REQUEST: '20', PLATFORM_CPU_LIMIT: '1500',
    PLATFORM_MEMORY_REQUEST: `${48 * MEBIBYTE}`, PLATFORM_MEMORY_LIMIT: `${100 * MEBIBYTE}`,
    PLATFORM_DISK_REQUEST: `${10 * MEBIBYTE}`, PLATFORM_DISK_LIMIT: `${64 * MEBIBYTE}`,
  });
});

test('without a limit it is told what its node has', () => {
  const { pod, env } = ran('open');
  const { allocatable } = get('node', pod.spec.nodeName).status;
  expect(env).toMatchObject({
    PLATFORM_CPU_REQUEST: '100', PLATFORM_CPU_LIMIT: `${Number(allocatable.cpu) * 1000}`,
    PLATFORM_MEMORY_REQUEST: `${128 * MEBIBYTE}`, PLATFORM_MEMORY_LIMIT: `${parseInt(allocatable.memory, 10) * 1024}`,
    PLATFORM_DISK_LIMIT: allocatable['ephemeral-storage'],
  });
});

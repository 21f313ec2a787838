import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart, Size, Yaml } from 'cdk8s';
import { Call, Caller, PinterestService, Scaling } from 'cdk8s-pinterest';
import { Cluster, IdentityProvider, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { loadAll } from 'js-yaml';
import { apply, createNamespace, get, kubectl, kubectlAsync, rolledOut, serverVersion } from './kubectl';
import { installMesh, MESH, trustMesh } from './mesh';

const NAMESPACE = 'cost';
const PODS = 5;

/** Pods of a service with or without proxy, on a cluster with or without certificates. */
function service(name: string, replicas: number, identity?: IdentityProvider): string {
  const app = new App();
  const version = KubernetesVersion.of(serverVersion());
  new Platform({ clusters: [new Cluster({ name: 'cost', environment: 'test', version, identity })] }).attach(app);
  const chart = new Chart(app, 'cost', { namespace: NAMESPACE });
  const { deployment } = new PinterestService(chart, name, {
    owner: { team: 'infrastructure', contact: 'infra@example.com' },
    container: {
      image: 'registry.example.com/pinboard:1.0.0',
      portNumber: 8080,
      readiness: Probe.fromHttpGet('/healthz'),
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(64) } },
    },
    callers: name === 'client' ? [] : ['client', 'calling'].map(caller => Caller.external(caller, NAMESPACE)),
    calls: name === 'calling' ? [Call.http('meshed', { elsewhere: true })] : [],
    scaling: Scaling.fixed(replicas),
  });
  expect(deployment.name).toBe(name);
  return Yaml.stringify(...chart.toJson());
}

/** Seconds from a pod's creation until it is ready. Pods start one by one, so that they do not delay each other. */
function measure(name: string): number[] {
  return Array.from({ length: PODS }, (_, n) => {
    kubectl(['scale', `deployment/${name}`, '-n', NAMESPACE, `--replicas=${n + 1}`]);
    rolledOut(NAMESPACE, name);
    const pods = get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items;
    const [last] = pods.sort((a: any, b: any) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp));
    const ready = last.status.conditions.find((condition: any) => condition.type === 'Ready');
    return (Date.parse(ready.lastTransitionTime) - Date.parse(last.metadata.creationTimestamp)) / 1000;
  });
}

interface Requests {
  /** Millicores. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

/** The requests of the pods of a template. */
function requested({ spec }: any): Requests {
  const requests = [...spec.containers, ...(spec.initContainers ?? [])].map((container: any) => container.resources.requests);
  return {
    cpu: requests.reduce((sum, request) => sum + parseInt(request.cpu, 10), 0),
    memory: requests.reduce((sum, request) => sum + parseInt(request.memory, 10), 0),
  };
}

const template = (name: string) => get('deployment', name, '-n', NAMESPACE).spec.template;

/** The requests on each node of the daemons of examples/platform's first release, which has all standard components. */
function perNode(): Map<string, Requests> {
  const runtime = fs.readFileSync(path.join(__dirname, '../../examples/platform/golden/prod-east/runtime.k8s.yaml'), 'utf8');
  const daemons = (loadAll(runtime) as any[])
    .filter(({ kind, metadata }) => kind === 'DaemonSet' && metadata.labels['pinterest.com/runtime'] === '2026.11');
  return new Map(daemons.map(daemon => [daemon.metadata.name, requested(daemon.spec.template)]));
}

/** CPU seconds since the start, and MiB in use now, of each container of a service's pods. */
function used(name: string, container: string): { cpu: number; memory: number[] } {
  const summaries = get('nodes').items.map((node: any) => JSON.parse(kubectl([
    'get', '--raw', `/api/v1/nodes/${node.metadata.name}/proxy/stats/summary`,
  ])));
  const containers = summaries.flatMap((summary: any) => summary.pods)
    .filter((pod: any) => pod.podRef.namespace === NAMESPACE && pod.podRef.name.startsWith(`${name}-`))
    .flatMap((pod: any) => pod.containers.filter((each: any) => each.name === container));
  return {
    cpu: containers.reduce((sum: number, each: any) => sum + each.cpu.usageCoreNanoSeconds / 1e9, 0),
    memory: containers.map((each: any) => each.memory.workingSetBytes / 2 ** 20),
  };
}

/** The usage of the containers of a service under this many requests of a client. */
async function underLoad(
  name: string, requests: number, client: string, url: string,
): Promise<Record<string, { cpu: number; memory: number[] }>> {
  const containers = ['proxy', 'app'];
  const settled = () => new Promise(resolve => setTimeout(resolve, 11_000)); // the kubelet measures at least every ten
  await settled();
  const before = containers.map(container => used(name, container));
  const result = JSON.parse(await kubectlAsync([
    'exec', `deployment/${client}`, '-n', NAMESPACE, '-c', 'app', '--', 'node', '/app/load.js',
    url, '--rate', '200', '--requests', `${requests}`, '--keepalive',
  ]));
  expect(result).toMatchObject({ ok: requests, failed: 0 });
  await settled();
  const after = containers.map(container => used(name, container));
  return Object.fromEntries(containers.map((container, n) => [
    container, { cpu: after[n].cpu - before[n].cpu, memory: after[n].memory },
  ]));
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

test('the standard release adds at most one small sidecar to a service, and every pod of it gets ready', async () => {
  installMesh();
  createNamespace(NAMESPACE);
  trustMesh(NAMESPACE);
  try {
    const mesh = MESH;
    apply(service('bare', 0));
    apply(service('meshed', 0, mesh));
    apply(service('client', 1, mesh));
    apply(service('calling', 0, mesh));
    const seconds = { bare: measure('bare'), meshed: measure('meshed'), calling: measure('calling') };
    const [bare, meshed] = [requested(template('bare')), requested(template('meshed'))];
    const requests = 2000;
    const load = await underLoad('meshed', requests, 'client', `https://meshed.${NAMESPACE}.svc`);
    const calls = await underLoad('calling', requests, 'calling', 'http://127.0.0.1:16000');
    const use = (container: string, of = load) => `${container} `
      + `${(of[container].cpu / requests * 1e6).toFixed(0)} CPU microseconds a request, `
      + `${median(of[container].memory).toFixed(0)} MiB, at most ${Math.max(...of[container].memory).toFixed(0)}`;
    console.log([
      `standard release on ${serverVersion()}, ${PODS} pods each, against the bare container:`,
      `requested: +${meshed.cpu - bare.cpu}m CPU, +${meshed.memory - bare.memory}Mi memory per pod`,
      ...[...perNode()].map(([daemon, { cpu, memory }]) => `requested: ${cpu}m CPU, ${memory}Mi memory per node by ${daemon}`),
      `creation to ready, median: ${median(seconds.bare)} s bare, ${median(seconds.meshed)} s with it (API resolution 1 s)`,
      `bare: ${seconds.bare.join(' ')}; with it: ${seconds.meshed.join(' ')}`,
      `in use at 200 requests a second over all pods, connections kept: ${use('proxy')}; ${use('app')}`,
      `with a call, creation to ready, median: ${median(seconds.calling)} s: ${seconds.calling.join(' ')}`,
      `200 calls a second of one pod, connections kept: ${use('proxy', calls)}`,
    ].join('\n'));
    expect(Math.max(...load.proxy.memory)).toBeLessThan(64);
    expect(meshed.cpu - bare.cpu).toBeLessThanOrEqual(20);
    expect(meshed.memory - bare.memory).toBeLessThanOrEqual(16);
    expect(seconds.meshed).toHaveLength(PODS);
  } finally {
    kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  }
});

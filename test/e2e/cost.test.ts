import { App, Chart, Size, Yaml } from 'cdk8s';
import { Cluster, IdentityProvider, KubernetesVersion, PinterestService, Platform, Scaling } from 'cdk8s-pinterest';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { apply, createNamespace, get, kubectl, rolledOut, serverVersion } from './kubectl';
import { installMesh } from './mesh';

const NAMESPACE = 'cost';
const PODS = 10;

/** Ten pods of a service on a cluster with or without certificates, hence with or without proxy. */
function service(name: string, identity?: IdentityProvider): string {
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
    scaling: Scaling.fixed(0),
  });
  expect(deployment.name).toBe(name);
  return Yaml.stringify(...chart.toJson());
}

/** Seconds from a pod's creation to its being ready, one pod after the other, so that they do not wait for each other. */
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

function requested(name: string): { cpu: number; memory: number } {
  const { spec } = get('deployment', name, '-n', NAMESPACE).spec.template;
  const requests = [...spec.containers, ...(spec.initContainers ?? [])].map((container: any) => container.resources.requests);
  return {
    cpu: requests.reduce((sum, request) => sum + parseInt(request.cpu, 10), 0),
    memory: requests.reduce((sum, request) => sum + parseInt(request.memory, 10), 0),
  };
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

test('the standard release adds at most one small sidecar to a service, and every pod of it gets ready', () => {
  installMesh();
  createNamespace(NAMESPACE);
  try {
    const mesh = IdentityProvider.certManager({ issuer: 'mesh', trustDomain: 'example.com' });
    apply(service('bare'));
    apply(service('meshed', mesh));
    const seconds = { bare: measure('bare'), meshed: measure('meshed') };
    const [bare, meshed] = [requested('bare'), requested('meshed')];
    console.log([
      `standard release on ${serverVersion()}, ${PODS} pods each, against the bare container:`,
      `requested: +${meshed.cpu - bare.cpu}m CPU, +${meshed.memory - bare.memory}Mi memory per pod`,
      `creation to ready, median: ${median(seconds.bare)} s bare, ${median(seconds.meshed)} s with it (API resolution 1 s)`,
      `bare: ${seconds.bare.join(' ')}; with it: ${seconds.meshed.join(' ')}`,
    ].join('\n'));
    expect(meshed.cpu - bare.cpu).toBeLessThanOrEqual(20);
    expect(meshed.memory - bare.memory).toBeLessThanOrEqual(32);
    expect(seconds.meshed).toHaveLength(PODS);
  } finally {
    kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  }
});

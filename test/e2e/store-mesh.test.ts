import { TrafficProtocol, Caller, PinterestService, PinterestStatefulSet, Scaling, ServiceType } from 'cdk8s-pinterest';
import { Probe } from 'cdk8s-plus-27';
import { apply, createNamespace, eventually, get, kubectl, refused, rolledOut } from './kubectl';
import { manifestOf } from './manifest';
import { installMesh, MESH, trustMesh } from './mesh';

const NAMESPACE = 'store-mesh';
const CONTAINER = { image: 'registry.example.com/pinboard:1.0.0', portNumber: 8080, readiness: Probe.fromHttpGet('/healthz') };

function manifest(): string {
  return manifestOf(NAMESPACE, chart => {
    new PinterestService(chart, 'web', { container: CONTAINER, scaling: Scaling.fixed(1) });
    new PinterestService(chart, 'stranger', { container: CONTAINER, scaling: Scaling.fixed(1) });
    new PinterestService(chart, 'direct', {
      container: CONTAINER,
      scaling: Scaling.fixed(2),
      callers: [Caller.workload('web')],
      service: { type: ServiceType.HEADLESS },
    });
    new PinterestStatefulSet(chart, 'db', {
      container: CONTAINER, replicas: 2, protocol: TrafficProtocol.HTTP, callers: [Caller.workload('web')],
    });
  }, { identity: MESH });
}

/** Calls from inside a pod, with its certificate. */
function call(from: string, url: string): any {
  const script =
    `fetch('http://127.0.0.1:8080/call?url=${encodeURIComponent(url)}').then(async r => console.log(await r.text()))`;
  return JSON.parse(kubectl(['exec', from, '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e', script]));
}

beforeAll(() => {
  installMesh();
  createNamespace(NAMESPACE);
  trustMesh(NAMESPACE);
  apply(manifest());
  rolledOut(NAMESPACE, 'web', 'stranger', 'direct');
  kubectl(['rollout', 'status', 'statefulset/db', '-n', NAMESPACE, '--timeout=180s']);
});

afterAll(() => { kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']); });

test('a client calls the store over mTLS', () => {
  const { status, body } = call('deployment/web', `https://db.${NAMESPACE}.svc`);
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ service: 'db', caller: `URI=spiffe://example.com/ns/${NAMESPACE}/sa/web` });
  expect(refused(call('deployment/stranger', `https://db.${NAMESPACE}.svc`))).toBe(true);
});

test('a client calls one certain pod over mTLS, whose certificate is good for its name', async () => {
  for (const pod of ['db-0', 'db-1']) {
    const body = await eventually(`an answer of ${pod}`, 30, () =>
      call('deployment/web', `https://${pod}.db-peers.${NAMESPACE}.svc:8443`).body as string | undefined);
    expect(JSON.parse(body).pod).toBe(pod);
  }
});

test('its pods call each other past the proxy', () => {
  const script = "fetch('http://db-1.db-peers:8080/').then(async r => console.log(await r.text()))";
  expect(JSON.parse(kubectl(['exec', 'db-0', '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e', script])))
    .toMatchObject({ pod: 'db-1' });
});

test('a headless Service shows the port at which clients find its pods', async () => {
  const { clusterIP, ports: [{ port }] } = get('service', 'direct', '-n', NAMESPACE).spec;
  expect(clusterIP).toBe('None');
  const body = await eventually('an answer', 30, () => (
    call('deployment/web', `https://direct.${NAMESPACE}.svc:${port}`).body as string | undefined));
  expect(JSON.parse(body)).toMatchObject({ service: 'direct', caller: `URI=spiffe://example.com/ns/${NAMESPACE}/sa/web` });
  expect(refused(call('deployment/stranger', `https://direct.${NAMESPACE}.svc:${port}`))).toBe(true);
});

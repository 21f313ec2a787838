import { Size } from 'cdk8s';
import {
  Caller, Egress, EgressPeer, HealthCheck, KedaTrigger, Permission, PinterestJobSet, PinterestService, PinterestStatefulSet, Port,
  PortAccess, PortProxy, Scaling, ScratchFolder, ServiceClaim, StatefulSetUpdate,
} from 'cdk8s-pinterest';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { BARE, Built, MESH, named } from '../synth';

const image = (name: string) => ({ image: `registry.example.com/${name}:1` });

/** What a team that moves a real system asks for, all at once. */
function system(chart: any): void {
  const database = new PinterestStatefulSet(chart, 'db', {
    container: image('db'),
    ports: [Port.metrics(9100), Port.tcp(5432)],
    health: { readiness: HealthCheck.tcp() },
    scaling: Scaling.between(3, 5).onCpu(60),
    update: StatefulSetUpdate.ON_DELETE,
    governingService: 'db-nodes',
    callers: [Caller.workload('api')],
  });
  const api = new PinterestService(chart, 'api', {
    container: image('api'),
    config: { files: { 'app.yaml': 'x' }, env: { MODE: 'fast' } },
    ports: [
      Port.metrics(9187, { name: 'numbers' }), Port.grpc(9090),
      Port.tcp(6000, { name: 'old', proxy: PortProxy.none('has TLS of its own') }),
      Port.udp(7946, { name: 'gossip', access: PortAccess.PEERS }), Port.http(9000, { name: 'live', access: PortAccess.KUBELET }),
    ],
    health: { liveness: HealthCheck.http('/live', { port: 9000 }), readiness: HealthCheck.grpc() },
    permissions: [Permission.inNamespace({ resources: ['pods'], verbs: ['get'] })],
    security: { user: 1000 },
    scratch: [ScratchFolder.disk('/tmp', { limit: Size.gibibytes(1) })],
    claims: [
      ServiceClaim.existing('models', '/models', { accessMode: PersistentVolumeAccessMode.READ_ONLY_MANY, readOnly: true }),
    ],
    extendedResources: { 'nvidia.com/gpu': 1 },
    scaling: Scaling.keda({ max: 4, triggers: [KedaTrigger.of('kafka', { topic: 'pins' })] }),
    network: { egress: Egress.only(EgressPeer.workload('db', { ports: [5432] })) },
  });
  new PinterestJobSet(chart, 'migrate', { container: image('migrate'), runsAfter: [database], runsBefore: [api] });
  api.pod.addSidecar('exporter', {
    container: image('exporter'), ports: [Port.metrics(9121, { name: 'redis' })], config: true, keepImageUser: true,
  });
}

test.each([['without identities', BARE], ['with identities', MESH]])('a whole system is right, %s', (_, world) => {
  const built = new Built(system, world);
  expect(built.errors).toEqual([]);
  const find = (kind: string, name: string) => built.all(kind).find(({ metadata }) => metadata.name === name);
  const { spec } = find('Deployment', 'api').spec.template;
  expect(named(spec.containers, 'app')).toMatchObject({
    readinessProbe: { grpc: { port: 9090 } },
    livenessProbe: { httpGet: { port: 9000 } },
    securityContext: { runAsUser: 1000 },
    resources: { limits: { 'nvidia.com/gpu': '1' } },
  });
  const sidecar = named(spec.initContainers, 'exporter');
  expect([sidecar.ports, sidecar.volumeMounts]).toEqual([
    [{ name: 'redis', containerPort: 9121, protocol: 'TCP' }], [expect.objectContaining({ mountPath: '/etc/app' })],
  ]);
  expect(sidecar.securityContext).not.toHaveProperty('runAsUser');
  expect(spec.automountServiceAccountToken).toBe(true);
  expect(find('Service', 'api').spec.ports.map(({ name }: any) => name)).toEqual(['grpc', 'old', 'gossip', 'numbers', 'redis']);
  const store = named(find('StatefulSet', 'db').spec.template.spec.containers, 'app');
  expect(store.readinessProbe).toEqual({ failureThreshold: 3, tcpSocket: { port: 5432 } });
});

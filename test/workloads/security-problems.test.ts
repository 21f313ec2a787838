import { PinterestServiceProps, PodPlan, PodVolume } from 'cdk8s-pinterest';
import { Capability, ContainerProps, Volume } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { api, BARE, complaints, CONTAINER } from '../synth';

const FIX =
  'in the restricted Pod Security Standard. Remove it. A PinterestDaemon can have it as HostAccess, with a reason.';

function errors(container: Partial<ContainerProps>, more?: (pod: PodPlan) => void): string[] {
  const shop = api({ container: { ...CONTAINER, ...container } } as Partial<PinterestServiceProps>, BARE);
  more?.(shop.services.api.pod);
  return complaints(() => shop.write());
}

test('what the restricted Pod Security Standard forbids is refused, all at once', () => {
  expect(errors({
    securityContext: {
      privileged: true,
      allowPrivilegeEscalation: true,
      ensureNonRoot: false,
      user: 0,
      capabilities: { add: [Capability.NET_ADMIN] },
    },
  })).toEqual([
    `[chart/api] container.securityContext.privileged = true: is forbidden ${FIX}`,
    `[chart/api] container.securityContext.allowPrivilegeEscalation = true: is forbidden ${FIX}`,
    `[chart/api] container.securityContext.ensureNonRoot = false: must be true ${FIX}`,
    `[chart/api] container.securityContext.user = 0: must not be root ${FIX}`,
    `[chart/api] container.securityContext.capabilities.add = ["NET_ADMIN"]: may only be NET_BIND_SERVICE ${FIX}`,
  ]);
});

test('a port of the node and a path of the node are refused', () => {
  const volume = (scope: Construct) => Volume.fromHostPath(scope, 'logs', 'logs', { path: '/var/log' });
  expect(errors({
    portNumber: undefined,
    ports: [{ number: 8080, hostPort: 80 }],
    volumeMounts: [{ path: '/logs', volume: volume(api().chart) }],
  })).toEqual([
    `[chart/api] container.ports.hostPort = 80: is forbidden ${FIX}`,
    `[chart/api] container.volumeMounts = "logs": must not be a host path ${FIX}`,
  ]);
});

const CLAIM_FIX = 'in the restricted Pod Security Standard. Let a PersistentVolume hold it, and mount its claim: '
  + 'PodVolume.claim(name, claimName).';

test.each<[string, (scope: Construct) => Volume]>([
  ['nfs', scope => Volume.fromNfs(scope, 'v', 'disk', { server: 'nfs.example.com', path: '/x' })],
  ['gcePersistentDisk', scope => Volume.fromGcePersistentDisk(scope, 'v', 'disk', { name: 'disk' })],
  ['awsElasticBlockStore', scope => Volume.fromAwsElasticBlockStore(scope, 'v', 'disk', { name: 'disk' })],
])('a volume of the type %s is refused', (type, make) => {
  expect(errors({ volumeMounts: [{ path: '/disk', volume: make(api().chart) }] })).toEqual([
    `[chart/api] container.volumeMounts = "disk": must not be of the type ${type} ${CLAIM_FIX}`,
  ]);
});

test('volumes of the pod plan are judged by the same list', () => {
  expect(errors({}, pod => {
    pod.addVolume(PodVolume.of('root', { hostPath: { path: '/' } }));
    pod.addVolume(PodVolume.of('share', { nfs: { server: 'nfs.example.com', path: '/x' } }));
    pod.addVolume(PodVolume.of('config', { downwardAPI: { items: [] } }));
  })).toEqual([
    `[chart/api] pod.addVolume = "root": must not be a host path ${FIX}`,
    `[chart/api] pod.addVolume = "share": must not be of the type nfs ${CLAIM_FIX}`,
  ]);
});

test('containers that are added are judged as the application is', () => {
  expect(errors({}, pod => pod.addSidecar('agent', {
    container: { image: 'x:1', securityContext: { privileged: true } },
  }))).toEqual([
    `[chart/api] pod.containers["agent"].securityContext.privileged = true: is forbidden ${FIX}`,
  ]);
});

test('a port of a sidecar on the node is not sent to an access that is for the application alone', () => {
  expect(errors({}, pod => pod.addSidecar('agent', {
    container: { image: 'x:1', ports: [{ number: 9100, hostPort: 9100 }] },
  }))).toEqual([
    '[chart/api] pod.containers["agent"].ports.hostPort = 9100: is forbidden in the restricted Pod Security Standard. Remove it: '
      + 'HostAccess.port opens ports of the application\'s container alone. With HostAccess.network all ports are the node\'s.',
  ]);
});

test('what the standard allows is taken: a port below 1024, a user, a file system to write to', () => {
  expect(errors({
    securityContext: { user: 1000, readOnlyRootFilesystem: false, capabilities: { add: [Capability.NET_BIND_SERVICE] } },
  })).toEqual([]);
});

test('capabilities are called as Kubernetes calls them', () => {
  const add = [Capability.NET_BIND_SERVICE];
  expect(api({
    container: { ...CONTAINER, securityContext: { capabilities: { add } } },
  }).container('app').securityContext.capabilities).toEqual({ add: ['NET_BIND_SERVICE'], drop: ['ALL'] });
});

import { Size } from 'cdk8s';
import {
  HostAccess, PinterestDaemon, PinterestServiceProps, PinterestTrainingJob, ScratchFolder, TrainingFramework,
} from 'cdk8s-pinterest';
import { Cpu, DnsPolicy } from 'cdk8s-plus-27';
import { api, BARE, Built, complaints, CONTAINER, MESH, named } from '../synth';

const spec = (props: Partial<PinterestServiceProps>, world = BARE) => api(props, world).template.spec;
const said = (props: any, world = BARE) => complaints(() => api(props, world).write());
const daemon = (props: any) => new Built(
  chart => new PinterestDaemon(chart, 'agent', { container: CONTAINER, ...props }), BARE, 'platform',
);

describe('security', () => {
  test('says as whom the pod runs', () => {
    const { securityContext, containers } = spec({
      security: {
        user: 999,
        group: 998,
        fsGroup: 997,
        supplementalGroups: [5, 6, 5],
        sysctls: { 'net.ipv4.ip_local_port_range': '1024 65535' },
      },
    });
    expect(containers[0].securityContext).toMatchObject({ runAsUser: 999, runAsGroup: 998, runAsNonRoot: true });
    expect(securityContext).toEqual({
      runAsNonRoot: true,
      fsGroup: 997,
      fsGroupChangePolicy: 'OnRootMismatch',
      supplementalGroups: [5, 6],
      seccompProfile: { type: 'RuntimeDefault' },
      sysctls: [{ name: 'net.ipv4.ip_local_port_range', value: '1024 65535' }],
    });
  });

  test('without it the pod is as before', () => {
    expect(spec({ security: {} })).toEqual(spec({}));
  });

  test('the container\'s own word counts', () => {
    const container = { ...CONTAINER, securityContext: { user: 999, group: 5 } };
    expect(spec({ container, security: { user: 999, group: 6 } }).containers[0].securityContext).toMatchObject({
      runAsUser: 999, runAsGroup: 5,
    });
  });

  test('a sidecar that keeps the user of its image does so', () => {
    const shop = api({ security: { user: 999 } }, BARE);
    shop.services.api.pod.addSidecar('agent', { container: { image: 'x:1' }, keepImageUser: true });
    expect(shop.container('agent').securityContext).not.toHaveProperty('runAsUser');
    expect(shop.template.spec.securityContext).not.toHaveProperty('runAsUser');
  });

  test('the runtime\'s own containers keep their user', () => {
    expect(api({ security: { user: 999 } }, MESH).container('proxy').securityContext).toMatchObject({
      runAsUser: 10001, runAsGroup: 10001,
    });
  });

  test.each<[string, any, string]>([
    ['root', { user: 0 }, 'security.user = 0: must not be root in the restricted Pod Security Standard.'],
    ['a negative user', { user: -1 }, 'security.user = -1: must be a whole number'],
    ['a group in text', { fsGroup: '1000' }, 'security.fsGroup = "1000": must be a number'],
    ['a setting that is not safe', { sysctls: { 'net.core.somaxconn': '1024' } },
      'security.sysctls["net.core.somaxconn"] = "1024": is not one that the restricted Pod Security Standard of Kubernetes 1.37'],
    ['a number as setting', { sysctls: { 'net.ipv4.tcp_syncookies': 1 } },
      'security.sysctls["net.ipv4.tcp_syncookies"] = 1: must'],
  ])('%s is refused', (_, security, line) => {
    expect(said({ security })).toContainEqual(expect.stringContaining(line));
  });

  test('a user must be the same wherever it is said', () => {
    const container = { ...CONTAINER, securityContext: { user: 1000 } };
    expect(said({ container, security: { user: 999 } })).toEqual([
      '[chart/api] security.user = 999: is another one than container.securityContext.user, 1000. Keep one of the two.',
    ]);
    expect(said({ container, security: { user: 1000 } })).toEqual([]);
  });

  test.each([['1.27', 6], ['1.29', 10], ['1.32', 12]])('on %s %i settings are safe', (version, count) => {
    const sysctls = { 'net.core.somaxconn': '1' };
    const [line] = said({ security: { sysctls } }, { version });
    expect(line.split('Allowed: ')[1].split(', ')).toHaveLength(count);
  });

  test('a daemon has the groups of both', () => {
    const built = daemon({ security: { supplementalGroups: [5] }, host: [HostAccess.group(4, 'reads logs')] });
    expect(built.errors).toEqual([]);
    expect(built.one('DaemonSet').spec.template.spec.securityContext.supplementalGroups).toEqual([5, 4]);
  });

  test('what a daemon shares with its node it does not set', () => {
    expect(daemon({
      security: { user: 5, sysctls: { 'net.ipv4.tcp_syncookies': '1', 'kernel.shm_rmid_forced': '1' } },
      host: [HostAccess.network('x'), HostAccess.ipc('x'), HostAccess.root('x')],
    }).errors).toEqual([
      '[chart/agent] security.user = 5: is not root, but HostAccess.root runs the daemon as root. '
        + 'Remove the user or HostAccess.root.',
      expect.stringContaining('security.sysctls["net.ipv4.tcp_syncookies"] = "1": would be a setting of the node'),
      expect.stringContaining('security.sysctls["kernel.shm_rmid_forced"] = "1": would be a setting of the node'),
    ]);
  });
});

describe('scratch', () => {
  const { disk, memory } = ScratchFolder;

  test('two folders are two volumes, also where their paths are almost the same', () => {
    expect(said({ scratch: [disk('/a/b'), disk('/a-b')] })).toEqual([
      '[chart/api] scratch = "scratch-a-b": is the name of the volumes of /a/b and /a-b, which would be one. '
        + 'Give one of them another name: ScratchFolder.disk(path, { name }).',
    ]);
    expect(said({ scratch: [disk('/a/b'), disk('/a-b', { name: 'other' })] })).toEqual([]);
  });


  test('folders are volumes that the application writes to', () => {
    const { volumes, containers } = spec({
      scratch: [disk('/tmp'), disk('/var/cache/nginx', { limit: Size.mebibytes(512) }), memory('/dev/shm', Size.gibibytes(1))],
    });
    expect(volumes).toEqual([
      { name: 'scratch-tmp', emptyDir: {} },
      { name: 'scratch-var-cache-nginx', emptyDir: { sizeLimit: '512Mi' } },
      { name: 'scratch-dev-shm', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
    ]);
    expect(containers[0].volumeMounts).toEqual([
      { name: 'scratch-tmp', mountPath: '/tmp' }, { name: 'scratch-var-cache-nginx', mountPath: '/var/cache/nginx' },
      { name: 'scratch-dev-shm', mountPath: '/dev/shm' },
    ]);
    expect(containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
  });

  test('a sidecar mounts one by its name', () => {
    const shop = api({ scratch: [disk('/tmp', { name: 'shared' })] }, BARE);
    shop.services.api.pod.addSidecar('agent', { container: { image: 'x:1' }, mounts: [{ volume: 'shared', path: '/in' }] });
    expect(complaints(() => shop.write())).toEqual([]);
    expect(shop.container('agent').volumeMounts).toEqual([{ name: 'shared', mountPath: '/in', readOnly: true }]);
  });

  test.each<[string, any, string]>([
    ['a relative path', disk('tmp'), 'scratch[0].path = "tmp": must start with "/"'],
    ['the root', disk('/'), 'scratch[0].path = "/": must not be the root'],
    ['a limit of nothing', disk('/tmp', { limit: Size.mebibytes(0) }), 'scratch[0].limit = "0": must be larger than 0.'],
    ['no size in memory', memory('/dev/shm', undefined as any), 'scratch[0].limit: must be said of a folder in memory.'],
    ['a size in text', disk('/tmp', { limit: '1Gi' as any }), 'scratch[0].limit = "1Gi": must be a Size.'],
    ['a folder by hand', { path: '/tmp' }, 'scratch[0]: must be made by its own function'],
    ['options that are a size', disk('/tmp', '1Gi' as any), 'scratch[0].limit'],
  ])('%s is refused', (_, folder, line) => {
    expect(said({ scratch: [folder] })).toContainEqual(expect.stringContaining(line));
  });

  test('two folders of one volume are refused: they would have the same files', () => {
    expect(said({ scratch: [disk('/a-b'), disk('/a.b')] })).toEqual([
      '[chart/api] scratch = "scratch-a-b": is the name of the volumes of /a-b and /a.b, which would be one. '
        + 'Give one of them another name: ScratchFolder.disk(path, { name }).',
    ]);
    expect(said({ scratch: [disk('/a-b'), disk('/a.b', { name: 'other' })] })).toEqual([]);
  });

  test('a folder twice is refused', () => {
    expect(said({ scratch: [disk('/tmp', { name: 'a' }), disk('/tmp', { name: 'b' })] })).toEqual([
      '[chart/api] container.volumeMounts = "/tmp": is mounted twice, by the user. Choose another path.',
    ]);
  });

  test('a training has its own /tmp and shared memory only where nobody says another', () => {
    const built = new Built(chart => new PinterestTrainingJob(chart, 'ddp', {
      container: { image: CONTAINER.image, command: ['train'] },
      framework: TrainingFramework.pytorch({ nodes: 1 }),
      scratch: [disk('/tmp'), memory('/dev/shm', Size.gibibytes(8))],
    }), BARE);
    expect(built.errors).toEqual([]);
    expect(built.one('Job').spec.template.spec.volumes.map(({ name }: any) => name)).toEqual(['scratch-tmp', 'scratch-dev-shm']);
  });
});

describe('images, classes, names and devices', () => {
  test('are fields of the pod', () => {
    expect(spec({
      imagePullSecrets: ['registry', 'mirror'],
      runtimeClassName: 'gvisor',
      dns: { policy: DnsPolicy.NONE, nameservers: ['10.0.0.53'], searches: ['example.com'], options: { ndots: '2', edns0: '' } },
      hostAliases: [{ ip: '10.0.0.9', hostnames: ['legacy', 'legacy.example.com'] }],
    })).toMatchObject({
      imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }],
      runtimeClassName: 'gvisor',
      dnsPolicy: 'None',
      dnsConfig: {
        nameservers: ['10.0.0.53'], searches: ['example.com'], options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
      },
      hostAliases: [{ ip: '10.0.0.9', hostnames: ['legacy', 'legacy.example.com'] }],
    });
  });

  test('nothing is written of what is empty', () => {
    const empty = { imagePullSecrets: [], dns: {}, hostAliases: [], extendedResources: {}, scratch: [] };
    expect(spec(empty)).toEqual(spec({}));
  });

  test('a device is requested and limited', () => {
    const resources = { memory: { limit: Size.gibibytes(4) }, cpu: { request: Cpu.units(2) } };
    expect(spec({ container: { ...CONTAINER, resources }, extendedResources: { 'nvidia.com/gpu': 2 } }).containers[0].resources)
      .toEqual({
        requests: { 'cpu': '2', 'memory': '4Gi', 'nvidia.com/gpu': '2' }, limits: { 'memory': '4Gi', 'nvidia.com/gpu': '2' },
      });
  });

  test('every kind has them', () => {
    const built = daemon({ extendedResources: { 'example.com/device': 1 }, imagePullSecrets: ['registry'] });
    const { containers, imagePullSecrets } = built.one('DaemonSet').spec.template.spec;
    expect(named(containers, 'app').resources.limits).toEqual({ 'example.com/device': '1' });
    expect(imagePullSecrets).toEqual([{ name: 'registry' }]);
  });

  test.each<[string, any, string]>([
    ['a secret twice', { imagePullSecrets: ['a', 'a'] }, 'imagePullSecrets = "a": is listed twice.'],
    ['no server without the cluster\'s', { dns: { policy: DnsPolicy.NONE } },
      'dns.nameservers: must be there with DnsPolicy.NONE.'],
    ['four servers', { dns: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } },
      'dns.nameservers = 4: must be at most 3.'],
    ['a server by name', { dns: { nameservers: ['dns.example.com'] } },
      'dns.nameservers = "dns.example.com": must be an IP address.'],
    ['a policy in text', { dns: { policy: 'none' } }, 'dns.policy = "none": is no DnsPolicy.'],
    ['an address twice', { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }, { ip: '10.0.0.1', hostnames: ['b'] }] },
      'hostAliases.ip = "10.0.0.1": is listed twice.'],
    ['an address without name', { hostAliases: [{ ip: '::1', hostnames: [] }] }, 'hostAliases.hostnames = "::1": has no name.'],
    ['no device', { extendedResources: { 'nvidia.com/gpu': 0 } }, 'extendedResources["nvidia.com/gpu"] = 0: must be at least 1.'],
    ['half a device', { extendedResources: { 'nvidia.com/gpu': 0.5 } },
      'extendedResources["nvidia.com/gpu"] = 0.5: must be a whole'],
    ['a device in text', { extendedResources: { 'nvidia.com/gpu': '1' } },
      'extendedResources["nvidia.com/gpu"] = "1": must be a'],
    ['a device without domain', { extendedResources: { gpu: 1 } }, 'extendedResources = "gpu": must be the name of a resource'],
    ['a resource of Kubernetes', { extendedResources: { 'x.kubernetes.io/gpu': 1 } }, 'is no name that device plugins may use.'],
  ])('%s is refused', (_, props, line) => {
    expect(said(props)).toContainEqual(expect.stringContaining(line));
  });
});

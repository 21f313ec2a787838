import { Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { OnChange, PodVolume, Scaling } from 'cdk8s-pinterest';
import { ConfigMap, Cpu, Env, EnvFrom, EnvValue, Handler, Probe, Protocol, Secret, Volume } from 'cdk8s-plus-27';
import { api, CONTAINER, complaints } from '../synth';

type Given = Record<string, unknown>;

/** Objects of cdk8s-plus that a container refers to. */
const SCOPE = new Chart(api().app, 'cdk8s-plus');
let made = 0;
const next = () => `${made++}`;
const secret = (name: any) => Secret.fromSecretName(SCOPE, next(), name);
const configMap = (name: any) => ConfigMap.fromConfigMapName(SCOPE, next(), name);
const mounted = (volume: unknown) => ({ volumeMounts: [{ path: '/mnt', volume }] });
const said = (container: Given) => complaints(() => api({ container: { ...CONTAINER, ...container } }).write());

test.each<[string, Given, string]>([
  ['a Secret with a path for a name',
    { envVariables: { KEY: EnvValue.fromSecretValue({ secret: secret('../other'), key: 'k' }) } },
    'container.envVariables["KEY"].secretKeyRef.name = "../other": must be lower-case letters'],
  ['a key of a Secret with a newline',
    { envVariables: { KEY: EnvValue.fromSecretValue({ secret: secret('db'), key: 'a\nb' }) } },
    'container.envVariables["KEY"].secretKeyRef.key = "a\\nb": must be a file name'],
  ['a ConfigMap without name',
    { envVariables: { KEY: EnvValue.fromConfigMap(configMap(undefined), 'k') } },
    'container.envVariables["KEY"].configMapKeyRef.name: must be lower-case letters'],
  ['a field that is a number', { envVariables: { KEY: EnvValue.fromFieldRef(42 as any) } },
    'container.envVariables["KEY"].fieldRef.fieldPath = "42": must be a field of the pod'],
  ['a field of nothing', { envVariables: { KEY: EnvValue.fromFieldRef(undefined as any) } },
    'container.envVariables["KEY"].fieldRef.fieldPath = "undefined": '],
  ['a resource with a blank', { envVariables: { KEY: EnvValue.fromResource('limits.cpu\n' as any) } },
    'container.envVariables["KEY"].resourceFieldRef.resource = "limits.cpu\\n": must be a request or a limit'],
  ['all of a Secret with a bad name', { envFrom: [Env.fromSecret(secret('A B'))] },
    'container.envFrom[0].secretRef.name = "A B": '],
  ['a prefix with =', { envFrom: [new EnvFrom(configMap('a'), 'X=')] }, 'container.envFrom[0].prefix = "X=": '],
  ['a list of variables that is text', { envFrom: 'all' }, 'container.envFrom = "all": must be a list, and is a string.'],
  ['a probe of a path with a blank', { liveness: Probe.fromHttpGet('/live ness') },
    'container.liveness.httpGet.path = "/live ness": must be a path of a URL, without blanks'],
  ['a probe of no path', { liveness: Probe.fromHttpGet(undefined as any), readiness: Probe.fromHttpGet('') },
    'container.readiness.httpGet.path = "": '],
  ['a scheme in lower case', { liveness: Probe.fromHttpGet('/', { scheme: 'https' as any }) },
    'container.liveness.httpGet.scheme = "https": is no ConnectionScheme'],
  ['a threshold that is text', { liveness: Probe.fromHttpGet('/', { failureThreshold: '3' as any }) },
    'container.liveness.failureThreshold = "3": must be a number, and is a string.'],
  ['a command with NUL', { readiness: Probe.fromCommand(['cat', 'a\0b']) },
    'container.readiness.exec.command[1] = "a\\u0000b": must be text without NUL'],
  ['a command that is text', { liveness: Probe.fromCommand('true' as any) },
    'container.liveness.exec.command = "true": must be a list'],
  ['a probe that is a path', { readiness: '/ready' }, 'container.readiness = "/ready": must be a Probe.'],
  ['a hook that is text', { lifecycle: { preStop: 'sleep 5' } }, 'container.lifecycle.preStop = "sleep 5": must be a Handler.'],
  ['a hook with an unwritable command', { lifecycle: { postStart: Handler.fromCommand(['echo', 'a\x7f']) } },
    'container.lifecycle.postStart.exec.command[1] = "U+007F in line 1": is a character that the API server does not accept'],
  ['a hook of another host', { lifecycle: { preStop: Handler.fromTcpSocket({ port: 80, host: 'a b' }) } },
    'container.lifecycle.preStop.tcpSocket.host = "a b": '],
  ['a protocol in lower case', { ports: [{ number: 53, name: 'dns', protocol: 'udp' as any }] },
    'container.ports[0].protocol = "udp": is no Protocol. Write one of Protocol.TCP, Protocol.UDP'],
  ['a port that is text', { ports: [{ number: '53' as any, name: 'dns' }] },
    'container.ports[0].number = "53": must be a number, and is a string.'],
  ['CPU that is a number', { resources: { cpu: { request: 1 } } }, 'container.resources.cpu.request = 1: must be an object'],
  ['CPU of NaN', { resources: { cpu: { limit: Cpu.units(NaN) } } }, 'container.resources.cpu.limit = "NaN": must be an amount'],
  ['memory in text', { resources: { memory: { request: '1Gi' } } },
    'container.resources.memory.request = "1Gi": must be a Size.'],
  ['a fraction of a KiB', { resources: { memory: { limit: Size.kibibytes(0.5) } } },
    'container.resources.memory.limit = "0.5 KiB": must be a whole number of KiB.'],
  ['a user in text', { securityContext: { user: '1000' } }, 'container.securityContext.user = "1000": must be a number'],
  ['a flag in text', { securityContext: { privileged: 'false' } },
    'container.securityContext.privileged = "false": must be true or false, and is a string.'],
  ['a capability with a comma', { securityContext: { capabilities: { add: ['NET_ADMIN,ALL'] } } },
    'container.securityContext.capabilities.add[0] = "NET_ADMIN,ALL": must be the name of a capability'],
  ['a volume that is a name', mounted('data'), 'container.volumeMounts[0].volume = "data": must be a Volume.'],
  ['a volume with an underscore', mounted(Volume.fromEmptyDir(SCOPE, next(), 'my_data')),
    'container.volumeMounts = "my_data": must be at most 63'],
  ['a claim with a bad name', mounted(Volume.fromPersistentVolumeClaim(SCOPE, next(), { name: 'A' } as any, { name: 'data' })),
    'container.volumeMounts["data"].persistentVolumeClaim.claimName = "A": must be lower-case'],
  ['a driver with a blank', mounted(Volume.fromCsi(SCOPE, next(), 'a driver', { name: 'data' })),
    'container.volumeMounts["data"].csi.driver = "a driver": must be lower-case'],
  ['attributes with characters that no manifest carries',
    mounted(Volume.fromCsi(SCOPE, next(), 'csi.example.com', { name: 'data', attributes: { a: 'b\ufffe' } })),
    'container.volumeMounts["data"].csi.volumeAttributes["a"] = "U+FFFE in line 1": is a character'],
  ['a policy in lower case', { imagePullPolicy: 'always' }, 'container.imagePullPolicy = "always": is no ImagePullPolicy.'],
  ['an argument that no program starts with', { args: ['a'.repeat(200_000)] }, 'container.args[0] = "aaa'],
])('%s is refused by name', (_, container, line) => {
  expect(said(container)).toContainEqual(expect.stringContaining(line));
});

test('the nearest that is right is taken', () => {
  expect(said({
    ports: [{ number: 53, name: 'dns', protocol: Protocol.TCP }],
    envVariables: {
      KEY: EnvValue.fromSecretValue({ secret: secret('db'), key: 'tls.key' }),
      FIELD: EnvValue.fromFieldRef('metadata.labels' as any, { key: 'example.com/zone' }),
      CPU: EnvValue.fromResource('limits.cpu' as any),
    },
    envFrom: [new EnvFrom(configMap('a'), 'PRE_')],
    liveness: Probe.fromHttpGet('/live?full=1&x=%20'),
    readiness: Probe.fromCommand(['sh', '-c', 'a\nb $(HOME) "é"\t']),
    lifecycle: { postStart: Handler.fromCommand(['echo', '']) },
    resources: { cpu: { request: Cpu.units(0.5) }, memory: { limit: Size.gibibytes(1.5) } },
    ...mounted(Volume.fromConfigMap(SCOPE, next(), configMap('a'), { name: 'data', items: { 'a.b': { path: 'x/y' } } })),
  })).toEqual([]);
});

const later = (change: (pod: any) => void) => complaints(() => {
  const shop = api();
  change(shop.services.api.pod);
  shop.write();
});

test.each<[string, (pod: any) => void, string]>([
  ['no volume', pod => pod.addVolume(), 'pod.addVolume: must be a PodVolume.'],
  ['a volume that is text', pod => pod.addVolume('data'), 'pod.addVolume = "data": must be a PodVolume.'],
  ['a limit that is text', pod => pod.addVolume(PodVolume.emptyDir('a', '1Gi' as any)),
    'pod.addVolume["a"].limit = "1Gi": must be a Size.'],
  ['memory without limit', pod => pod.addVolume(PodVolume.memory('a', 5 as any)),
    'pod.addVolume["a"].limit = 5: must be a Size.'],
  ['a source with a function', pod => pod.addVolume(PodVolume.of('a', { csi: { driver: () => 'x' } })),
    'pod.addVolume["a"].csi.driver'],
  ['a source with a date', pod => pod.addVolume(PodVolume.of('a', { hostPath: { path: new Date(0) } })),
    'pod.addVolume["a"].hostPath.path = "1970-01-01T00:00:00.000Z": must be text, a number, true or false, and is an object.'],
  ['no mount', pod => pod.mount(), 'pod.mount: must be an object, and is missing.'],
  ['no sidecar', pod => pod.addSidecar('x'), 'pod.containers["x"]: must be an object, and is missing.'],
  ['a sidecar without container', pod => pod.addSidecar('x', {}), 'pod.containers["x"].container: must be an object'],
  ['a sidecar\'s mounts in text', pod => pod.addSidecar('x', { container: CONTAINER, mounts: 'a' }),
    'pod.containers["x"].mounts = "a": must be a list'],
  ['a sidecar\'s probe in text', pod => pod.addSidecar('x', { container: { image: 'a', readiness: '/' } }),
    'pod.containers["x"].container.readiness = "/": must be a Probe.'],
  ['no reaction', pod => pod.whenFileChanges('/a'), 'pod.whenFileChanges: must be an object, and is missing.'],
  ['a reaction in text', pod => pod.whenFileChanges('/a', 'HUP'), 'pod.whenFileChanges = "HUP": must be an object'],
  ['a spread in seconds', pod => pod.whenFileChanges('/a', OnChange.restartWithin(5 as any)),
    'pod.whenFileChanges.spread = 5: must be a Duration.'],
  ['a patch in text', pod => pod.patch({ op: 'remove', path: '/x' }),
    'pod.patch = {"op":"remove","path":"/x"}: must be a JsonPatch.'],
  ['no patch of a container', pod => pod.patchContainer('api', undefined), 'pod.patchContainer: must be a JsonPatch.'],
  ['a variable in text', pod => pod.addEnv('A', 'b'), 'pod.addEnv["A"] = "b": must be an object, and is a string.'],
  ['a port of a drain in text', pod => pod.drainThrough('80', '/x'), 'pod.drainThrough = "80": must be a number'],
  ['a port of an entry that is none', pod => pod.enterThrough('http', 0), 'pod.enterThrough = 0: must be a port number.'],
])('added to a pod, %s is refused by name', (_, change, line) => {
  expect(later(change)).toContainEqual(expect.stringContaining(line));
});

test('a patch cannot reach what objects have in common', () => {
  for (const path of ['/__proto__/polluted', '/constructor/prototype/polluted']) {
    expect(later(pod => pod.patch(JsonPatch.add(path, 'x')))).toHaveLength(1);
  }
  expect(({} as any).polluted).toBeUndefined();
});

test('a scaling, a stop and more of another type are refused by name', () => {
  expect(complaints(() => api({ scaling: Scaling.fixed('3' as any), stop: Duration.millis(1500) }).write())).toEqual([
    '[chart/api] stop = "1.5 seconds": must be a whole number of seconds. Write for example Duration.seconds(10).',
    '[chart/api] scaling.min = "3": must be a number, and is a string. Write the number without quotes.',
    '[chart/api] scaling.max = "3": must be a number, and is a string. Write the number without quotes.',
  ]);
});

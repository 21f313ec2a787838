import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue, Probe, Volume } from 'cdk8s-plus-27';
import { api, BARE, complaints, CONTAINER } from '../synth';

const container = (props: object) => api({ container: { ...CONTAINER, ...props } }, BARE).container('app');
const said = (props: object) => complaints(() => api({ container: { ...CONTAINER, ...props } }, BARE).write());

test('what is empty is not written, since the API server does not keep it', () => {
  const volume = Volume.fromEmptyDir(api().chart, 'v', 'v');
  const { command, args, workingDir, env, volumeMounts, securityContext } = container({
    command: [],
    args: [],
    workingDir: '',
    envVariables: { EMPTY: EnvValue.fromValue(''), FULL: EnvValue.fromValue('x') },
    volumeMounts: [{ path: '/v', readOnly: false, subPath: '', subPathExpr: '', volume }],
    securityContext: { capabilities: { add: [] } },
  });
  expect({ command, args, workingDir }).toEqual({});
  expect(env.slice(-2)).toEqual([{ name: 'EMPTY' }, { name: 'FULL', value: 'x' }]);
  expect(volumeMounts).toEqual([{ mountPath: '/v', name: 'v' }]);
  expect(securityContext.capabilities).toEqual({ drop: ['ALL'] });
  expect(said({ workingDir: '' })).toEqual([]);
});

test('an empty variable of the pod plan is written without value', () => {
  const shop = api({}, BARE);
  shop.services.api.pod.addEnv('EMPTY', EnvValue.fromValue(''));
  expect(shop.container('app').env).toContainEqual({ name: 'EMPTY' });
});

test('numbers of probes are what the API server makes of them', () => {
  const zero = Duration.seconds(0);
  expect(container({
    liveness: Probe.fromHttpGet('/', {
      initialDelaySeconds: zero, periodSeconds: zero, timeoutSeconds: zero, failureThreshold: 0, successThreshold: 0,
    }),
  }).livenessProbe).toEqual({ failureThreshold: 3, httpGet: { path: '/', port: 8080, scheme: 'HTTP' } });
  expect(container({ liveness: Probe.fromHttpGet('/', { initialDelaySeconds: Duration.seconds(5), failureThreshold: 1 }) })
    .livenessProbe).toMatchObject({ initialDelaySeconds: 5, failureThreshold: 1 });
});

test('the address of a port of the node has its name in Kubernetes', () => {
  expect(container({ ports: [{ number: 9090, hostIp: '127.0.0.1' }] }).ports[1])
    .toEqual({ containerPort: 9090, protocol: 'TCP', hostIP: '127.0.0.1' });
});

test.each<[string, object, string]>([
  ['a period of 100,000 days', { liveness: Probe.fromHttpGet('/', { periodSeconds: Duration.days(100_000) }) },
    'container.liveness.periodSeconds = 8640000000: must be between'],
  ['a threshold beyond 32 bits', { liveness: Probe.fromHttpGet('/', { failureThreshold: 2 ** 32 + 1 }) },
    'container.liveness.failureThreshold = 4294967297: must be between'],
  ['half a success', { liveness: Probe.fromHttpGet('/', { successThreshold: 0.5 }) },
    'container.liveness.successThreshold = 0.5: must be a whole number'],
  ['a user beyond 32 bits', { securityContext: { user: 2 ** 32 + 1 } }, 'container.securityContext.user = 4294967297: must be'],
  ['a negative group', { securityContext: { group: -1 } }, 'container.securityContext.group = -1: must be a whole number'],
  ['half a user', { securityContext: { user: 0.5 } }, 'container.securityContext.user = 0.5: must be a whole number'],
  ['8 EiB of memory', { resources: { memory: { limit: Size.gibibytes(2 ** 33) } } },
    'container.resources.memory.limit = "9007199254740992 KiB": must be at most'],
  ['half a thousandth of a CPU', { resources: { cpu: { request: Cpu.units(0.0005) } } },
    'container.resources.cpu.request = "0.0005": must be an amount of CPU, in whole thousandths.'],
  ['1.5 thousandths of a CPU', { resources: { cpu: { request: Cpu.millis(1.5) } } },
    'container.resources.cpu.request = "1.5m": must be an amount of CPU'],
  ['more CPUs than can be counted', { resources: { cpu: { request: Cpu.units(1e16) } } },
    'container.resources.cpu.request = "10000000000000000": must be an amount of CPU'],
])('%s is refused by name', (_, props, line) => {
  expect(said(props)).toContainEqual(expect.stringContaining(line));
});

import { Duration, JsonPatch, Size } from 'cdk8s';
import {
  FailurePolicy,
  Placement,
  PinterestChart,
  PinterestJobSet,
  PinterestService,
  PinterestServiceProps,
  PinterestStatefulSet,
  PodVolume,
  Scaling,
  Shards,
} from 'cdk8s-pinterest';
import { ConfigMap, Cpu, EnvValue, ImagePullPolicy, Probe } from 'cdk8s-plus-27';
import { ONE, program, serving, shell, SLEEP } from './containers';
import { REGISTRY } from './registry';
import { serverVersion } from '../kubectl';

/** A shard fails by itself. */
const perShard = Number(serverVersion().split('.')[1]) >= 29;
/** An event says of a Secret for a registry that it is not there. */
const saysOfSecrets = Number(serverVersion().split('.')[1]) >= 28;

/** What is brought about in one workload, and what the status must say of it. */
export interface Fault {
  readonly workload: string;
  readonly cause: string;
  readonly whose: string;
  /** What it says of what is wrong, and of what to do. */
  readonly what: RegExp;
  readonly step: RegExp;
  build(chart: PinterestChart): unknown;
}

/** A fault of a service with one pod. */
function service(
  workload: string,
  cause: string,
  whose: string,
  what: RegExp,
  step: RegExp,
  props: PinterestServiceProps,
  more: (service: PinterestService) => void = () => undefined,
): Fault {
  return {
    workload,
    cause,
    whose,
    what,
    step,
    build: chart => more(new PinterestService(chart, workload, { ...ONE, ...props })),
  };
}

const image = (name: string) => ({ ...shell(SLEEP), image: `${REGISTRY}/${name}`, imagePullPolicy: ImagePullPolicy.ALWAYS });

/** Serves, and has no time left to answer: what takes half a second of a CPU takes many at its limit. */
const BUSY = `
require('http').createServer((_, response) => response.end()).listen(8080);
setInterval(() => { const before = process.cpuUsage(); while (process.cpuUsage(before).user < 500000); }, 1);`;

const OUT = 'An error that the application prints';

/** Of clusters without anything of the platform. */
export const PLAIN_FAULTS: readonly Fault[] = [
  service('image-missing', 'image-missing', 'application', /missing\/app:1 does not exist/, /Correct container.image/, {
    container: image('missing/app:1'),
  }),
  service(
    'no-registry-secret',
    saysOfSecrets ? 'registry-secret-missing' : 'registry-refuses',
    'application',
    saysOfSecrets ? /no Secret nowhere/ : /with the credentials of nowhere/,
    saysOfSecrets ? /create secret docker-registry nowhere -n drill/ : /kubectl get secret nowhere -n drill -o name tells/,
    {
      container: image('private/app:1'),
      imagePullSecrets: ['nowhere'],
    },
  ),
  service('no-credentials', 'registry-refuses', 'application', /no imagePullSecrets/, /imagePullSecrets/, {
    container: image('private/app:2'),
  }),
  service('registry-away', 'registry-away', 'cluster', /cannot be reached from the nodes/, /ask those who run the registry/, {
    container: { ...shell(SLEEP), image: 'registry.invalid/app:1' },
  }),
  service('crashes', 'crash-loop', 'application', new RegExp(`ends with code 3.*${OUT}`), /pinterest logs drill\/crashes/, {
    container: shell(`echo "${OUT}" >&2; exit 3`),
  }),
  service('no-program', 'command-missing', 'application', /nothing-like-this/, /container.command/, {
    container: { ...shell(SLEEP), command: ['nothing-like-this'] },
  }),
  service('not-alive', 'liveness', 'application', /liveness check fails/, /more time/, {
    container: {
      ...shell('sleep 1000000'),
      liveness: Probe.fromCommand(['false'], { periodSeconds: Duration.seconds(2), failureThreshold: 1 }),
    },
  }),
  service('not-ready', 'readiness', 'application', /statuscode: 503/, /pinterest logs drill\/not-ready/, {
    container: {
      ...program('require("http").createServer((_, r) => r.writeHead(503).end()).listen(8080)'),
      portNumber: 8080,
      readiness: Probe.fromHttpGet('/', { periodSeconds: Duration.seconds(2) }),
    },
  }),
  service('wrong-port', 'nothing-listens', 'application', /port 8081/, /container.portNumber/, {
    container: serving('/healthz', 8081),
  }),
  service('out-of-memory', 'out-of-memory', 'application', /more memory than its limit of 32Mi/, /memory.limit/, {
    container: {
      ...shell('sleep 2; tail /dev/zero'),
      resources: { cpu: { request: Cpu.millis(5) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(32) } },
    },
  }),
  service('starved', 'cpu-starved', 'application', /no CPU left.*limit of 30m/, /cpu.limit/, {
    container: {
      ...program(BUSY),
      portNumber: 8080,
      readiness: Probe.fromHttpGet('/', { periodSeconds: Duration.seconds(2) }),
      resources: { cpu: { request: Cpu.millis(5), limit: Cpu.millis(30) }, memory: { request: Size.mebibytes(64) } },
    },
  }),
  service('no-room', 'no-room', 'cluster', /not enough cpu/, /Lower container.resources/, {
    container: { ...shell(SLEEP), resources: { cpu: { request: Cpu.units(1000) }, memory: { request: Size.mebibytes(16) } } },
  }),
  service('no-such-node', 'no-such-node', 'application', /placement requires/, /Correct placement/, {
    container: shell(SLEEP),
    placement: Placement.nodes({ 'example.com/drill': 'nowhere' }),
  }),
  {
    workload: 'unbound',
    cause: 'claim-unbound',
    whose: 'cluster',
    what: /volume claim has no volume/,
    step: /data-unbound-0 of the class nowhere/,
    build: chart =>
      new PinterestStatefulSet(chart, 'unbound', {
        container: shell(SLEEP),
        replicas: 1,
        stop: Duration.seconds(1),
        storage: [{ name: 'data', mountPath: '/data', size: Size.gibibytes(1), storageClass: 'nowhere' }],
      }),
  },
  service(
    'quota-full',
    'quota',
    'cluster',
    /quota full of the namespace drill is full: .*pods=1/,
    /describe quota full -n drill/,
    {
      container: shell(SLEEP),
      priorityClassName: 'drill',
    },
  ),
  service('insecure', 'pod-security', 'application', /restricted.*hostNetwork/, /patch/, { container: shell(SLEEP) }, ({ pod }) =>
    pod.patch(JsonPatch.add('/hostNetwork', true)),
  ),
  service('refused', 'webhook-refuses', 'application', /signatures.example.com .*images must be signed/, /Do as it says/, {
    container: shell(SLEEP),
  }),
  service('unanswered', 'webhook-away', 'cluster', /absent.example.com does not answer/, /those who run that webhook/, {
    container: shell(SLEEP),
  }),
  {
    workload: 'no-key',
    cause: 'key-missing',
    whose: 'application',
    what: /ConfigMap drill\/settings has no key absent/,
    step: /Add the key/,
    build: chart => {
      const settings = ConfigMap.fromConfigMapName(chart, 'settings', 'settings');
      new PinterestService(chart, 'no-key', {
        ...ONE,
        container: { ...shell(SLEEP), envVariables: { SETTING: EnvValue.fromConfigMap(settings, 'absent') } },
      });
    },
  },
  service(
    'no-secret',
    'source-missing',
    'application',
    /no Secret nowhere, which is a volume/,
    /Create it in drill/,
    { container: shell(SLEEP) },
    ({ pod }) => {
      pod.addVolume(PodVolume.secret('credentials', 'nowhere'));
      pod.mount({ volume: 'credentials', path: '/credentials' });
    },
  ),
  {
    workload: 'shards',
    cause: perShard ? 'shard-failed' : 'job-failed',
    whose: 'application',
    what: /shard 1.* with code 1 \(shard 1 has no input\)/,
    step: /--shard 1/,
    build: chart =>
      new PinterestJobSet(chart, 'shards', {
        container: shell('[ $SHARD != 1 ] || { echo "shard 1 has no input" >&2; exit 1; }'),
        shards: Shards.count(3),
        retries: 0,
        stop: Duration.seconds(1),
      }),
  },
  {
    workload: 'gives-up',
    cause: 'job-failed',
    whose: 'application',
    what: /code 2 \(no input\)/,
    step: /pinterest logs drill\/gives-up/,
    build: chart =>
      new PinterestJobSet(chart, 'gives-up', {
        container: shell('echo "no input" >&2; exit 2'),
        failurePolicy: FailurePolicy.giveUpOn(2),
        retries: 2,
        stop: Duration.seconds(1),
      }),
  },
  {
    workload: 'too-long',
    cause: 'deadline',
    whose: 'application',
    what: /longer than its deadline of 5 s/,
    step: /Raise deadline/,
    build: chart =>
      new PinterestJobSet(chart, 'too-long', {
        container: shell(SLEEP),
        deadline: Duration.seconds(5),
        stop: Duration.seconds(1),
      }),
  },
];

/** What is well beside them. */
export function healthyNeighbours(chart: PinterestChart, version: string): void {
  const [first, second] = [
    ['node', '/app/server.js'],
    ['sh', '-c', 'echo "no such version" >&2; exit 4'],
  ];
  const container = {
    ...serving(),
    command: version === '' ? second : first,
    envVariables: { VERSION: EnvValue.fromValue(version) },
  };
  new PinterestService(chart, 'well', { ...ONE, container, scaling: Scaling.fixed(2) });
  new PinterestService(chart, 'idle', { ...ONE, container: shell(SLEEP), scaling: Scaling.fixed(0) });
  new PinterestStatefulSet(chart, 'store', {
    container: serving(),
    replicas: 2,
    drain: Duration.seconds(0),
    stop: Duration.seconds(1),
  });
  new PinterestJobSet(chart, 'done', { container: shell('exit 0'), shards: Shards.count(2), stop: Duration.seconds(1) });
  new PinterestJobSet(chart, 'at-work', { container: shell(SLEEP), stop: Duration.seconds(1) });
}

/** By name. */
export const HEALTHY: Readonly<Record<string, string>> = {
  'well': 'ready',
  'idle': 'idle',
  'store': 'ready',
  'done': 'complete',
  'at-work': 'running',
  'callee': 'ready',
};

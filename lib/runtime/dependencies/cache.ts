import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue, PercentOrAbsolute } from 'cdk8s-plus-27';
import { DependencyStore } from '../../cluster/dependency-store';
import { DaemonUpdate } from '../../host/daemon-update';
import { INodeDaemon } from '../../host/node-daemon';
import { kubeletText } from '../../languages/kubelet';
import { plainEnv } from '../../pod/plain-env';
import { PodVolume } from '../../pod/pod-volume';
import { InstallTarget } from '../install-target';
import { WorkloadIntent } from '../workload-intent';
import { CONFIG_FILE, CONFIG_FOLDER, SECRET_FOLDER, WITH_CREDENTIALS } from './credentials';
import { answers, gate, GATE_FILES, HEALTH_PORT, PORT, STORE_PORT } from './gate';

const BASE = 'dependency-cache';
const FOLDER = '/cache';

/** Prefix of the variables from which rclone reads the options of the remote `store`. */
const OPTION_PREFIX = 'RCLONE_CONFIG_STORE_';

/** The images of the daemon's containers. */
export interface CacheImages {
  readonly rclone: string;
  readonly haproxy: string;
}

/** The daemon that serves the store to the pods of its node and caches what they fetch. */
export function installCache(target: InstallTarget, store: DependencyStore, images: CacheImages): void {
  const { type, options = {}, path = '', secretName } = store;
  const kibibytes = keptKibibytes(store);
  const variables = Object.entries({ type, ...options }).map(([name, value]) => [OPTION_PREFIX + name.toUpperCase(), value]);
  const daemon = target.daemon(BASE, {
    container: {
      image: images.rclone,
      command: [
        ...(secretName === undefined ? [] : ['sh', '-c', WITH_CREDENTIALS, 'sh']),
        // Without a trailing slash the path may be a file: rclone asks the store once, at the start,
        // and assumes a file if the store does not answer.
        'rclone', 'serve', 'http', kubeletText(`store:${path && path.replace(/\/*$/, '/')}`), `--addr=127.0.0.1:${STORE_PORT}`, '--read-only',
        `--config=${secretName === undefined ? '' : CONFIG_FILE}`,
        // Pods that ask for a file during its download share that download.
        '--vfs-cache-mode=full', `--cache-dir=${FOLDER}`, `--vfs-cache-max-size=${kibibytes}Ki`,
        '--vfs-cache-max-age=8760h', '--vfs-cache-poll-interval=30s',
        '--dir-cache-time=1m',
        // Memory per open file. Read-ahead goes to disk anyway.
        '--buffer-size=1Mi',
      ],
      // Ports of its pod, which the gate opens.
      portNumber: PORT,
      ports: [{ name: 'health', number: HEALTH_PORT }],
      envVariables: { ...plainEnv(Object.fromEntries(variables)), GOMEMLIMIT: EnvValue.fromValue('448MiB') },
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(512) } },
      ...answers(),
    },
    config: GATE_FILES,
    servesEveryPod: true,
    // The new pod takes over before the old one ends; interrupted downloads are retried.
    update: DaemonUpdate.surge(PercentOrAbsolute.percent(10)),
    stop: Duration.seconds(5),
  });
  daemon.pod.addVolume(PodVolume.emptyDir('cache', largestOf(store)));
  daemon.pod.mount({ volume: 'cache', path: FOLDER, readOnly: false });
  daemon.pod.addSidecar('gate', gate(images.haproxy));
  if (secretName !== undefined) addCredentials(daemon, secretName);
}

function addCredentials({ pod }: INodeDaemon, secretName: string): void {
  pod.addVolume(PodVolume.secret('credentials', secretName));
  pod.mount({ volume: 'credentials', path: SECRET_FOLDER });
  pod.addVolume(PodVolume.memory('store-config', Size.mebibytes(1)));
  pod.mount({ volume: 'store-config', path: CONFIG_FOLDER, readOnly: false });
}

/** How much a node keeps of the store, in KiB. */
function keptKibibytes({ cacheSize = Size.gibibytes(20) }: DependencyStore): number {
  return cacheSize.toKibibytes();
}

/** What fits through the cache of a node: what it keeps, and what is being fetched. */
export function largestOf(store: DependencyStore): Size {
  return Size.kibibytes(2 * keptKibibytes(store));
}

/** Name of the cache daemon of a workload's release. */
export function cacheName({ release }: WorkloadIntent): string {
  return InstallTarget.nameOf(BASE, release);
}

/** The URL at which a pod reaches the daemon of its own node. */
export function cacheUrl(workload: WorkloadIntent): string {
  return `http://${cacheName(workload)}.${workload.runtimeNamespace}.svc:${PORT}`;
}

import { Duration, Size } from 'cdk8s';
import { Cpu, EnvFrom, PercentOrAbsolute, Secret } from 'cdk8s-plus-27';
import { DependencyStore } from '../../cluster/dependency-store';
import { DaemonUpdate } from '../../host/daemon-update';
import { plainEnv } from '../../pod/plain-env';
import { PodVolume } from '../../pod/pod-volume';
import { InstallTarget } from '../install-target';
import { WorkloadIntent } from '../workload-intent';

const BASE = 'dependency-cache';
const PORT = 8080;
const FOLDER = '/cache';

/** Prefix of the variables from which rclone reads the options of the remote `store`. */
const OPTION_PREFIX = 'RCLONE_CONFIG_STORE_';

/** The daemon that serves the store to the pods of its node and caches what they fetch. */
export function installCache(target: InstallTarget, store: DependencyStore, image: string): void {
  const { type, options = {}, path = '', secretName, cacheSize = Size.gibibytes(20) } = store;
  const kibibytes = cacheSize.toKibibytes();
  const variables = Object.entries({ type, ...options }).map(([name, value]) => [OPTION_PREFIX + name.toUpperCase(), value]);
  const credentials = secretName === undefined ? undefined : Secret.fromSecretName(target.scope, 'credentials', secretName);
  const daemon = target.daemon(BASE, {
    container: {
      image,
      command: [
        // Without a trailing slash the path may be a file: rclone asks the store once, at the start,
        // and assumes a file if the store does not answer.
        'rclone', 'serve', 'http', `store:${path && path.replace(/\/*$/, '/')}`, `--addr=:${PORT}`, '--config=', '--read-only',
        // Pods that ask for a file during its download share that download.
        '--vfs-cache-mode=full', `--cache-dir=${FOLDER}`, `--vfs-cache-max-size=${kibibytes}Ki`,
        '--vfs-cache-max-age=8760h', '--vfs-cache-poll-interval=30s',
        '--dir-cache-time=1m',
        // Memory per open file. Read-ahead goes to disk anyway.
        '--buffer-size=1Mi',
      ],
      portNumber: PORT,
      // The official image defines no user but root.
      securityContext: { user: 10001, group: 10001 },
      envVariables: plainEnv(Object.fromEntries(variables)),
      envFrom: credentials && [new EnvFrom(undefined, OPTION_PREFIX, credentials)],
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(512) } },
    },
    servesEveryPod: true,
    // The new pod takes over before the old one ends; interrupted downloads are retried.
    update: DaemonUpdate.surge(PercentOrAbsolute.percent(10)),
    stop: Duration.seconds(5),
  });
  daemon.pod.addVolume(PodVolume.emptyDir('cache', Size.kibibytes(2 * kibibytes)));
  daemon.pod.mount({ volume: 'cache', path: FOLDER, readOnly: false });
}

/** Name of the cache daemon of a workload's release. */
export function cacheName({ release }: WorkloadIntent): string {
  return InstallTarget.nameOf(BASE, release);
}

/** The URL at which a pod reaches the daemon of its own node. */
export function cacheUrl(workload: WorkloadIntent): string {
  return `http://${cacheName(workload)}.${workload.runtimeNamespace}.svc:${PORT}`;
}

import { Duration, Size } from 'cdk8s';
import { Cpu, EnvFieldPaths, EnvValue, PercentOrAbsolute, Probe } from 'cdk8s-plus-27';
import { discoveryRoot } from '../../cluster/discovery-root';
import { ZooKeeper } from '../../cluster/zookeeper';
import { DaemonUpdate } from '../../host/daemon-update';
import { RELEASE_LABEL } from '../../labels/keys';
import { plainEnv } from '../../pod/plain-env';
import { PodVolume } from '../../pod/pod-volume';
import { InstallTarget } from '../install-target';

const METRICS_PORT = 9090;
const CREDENTIALS_FOLDER = '/etc/registrar';
const CREDENTIALS_FILE = 'credentials';

/** The daemon that registers the pods of its node. It takes only pods of its own release, so no pod is registered twice. */
export function installRegistrar(target: InstallTarget, zooKeeper: ZooKeeper, image: string): void {
  const { servers, sessionTimeout = Duration.seconds(30), credentials } = zooKeeper;
  const env = {
    ZOOKEEPER_SERVERS: servers.join(','),
    ZOOKEEPER_SESSION_TIMEOUT_MS: `${sessionTimeout.toMilliseconds()}`,
    ...(credentials && { ZOOKEEPER_CREDENTIALS_FILE: `${CREDENTIALS_FOLDER}/${CREDENTIALS_FILE}` }),
    POD_SELECTOR: `${RELEASE_LABEL}=${target.release}`,
    CLAIM_PATH: `/registrars/${target.release}`,
    DISCOVERY_ROOT: discoveryRoot(zooKeeper),
    DISCOVERY_ENVIRONMENT: target.cluster.environment,
  };
  const daemon = target.daemon('registrar', {
    container: {
      image,
      ports: [{ name: 'metrics', number: METRICS_PORT }],
      envVariables: {
        ...plainEnv(env),
        NODE_NAME: EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME),
      },
      readiness: Probe.fromHttpGet('/ready', { port: METRICS_PORT, periodSeconds: Duration.seconds(2) }),
      liveness: Probe.fromHttpGet('/healthz', { port: METRICS_PORT, periodSeconds: Duration.seconds(10) }),
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) } },
    },
    // A pod's namespace says what it may register.
    permissions: [{ resources: ['namespaces', 'pods'], verbs: ['list', 'watch'] }],
    // The new pod takes over every entry before the old one ends.
    update: DaemonUpdate.surge(PercentOrAbsolute.percent(10)),
    stop: Duration.seconds(5),
  });
  if (credentials) {
    daemon.pod.addVolume(PodVolume.secret('credentials', credentials.secretName, [{
      key: credentials.key ?? 'credentials', path: CREDENTIALS_FILE,
    }]));
    daemon.pod.mount({ volume: 'credentials', path: CREDENTIALS_FOLDER });
  }
}

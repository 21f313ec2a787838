import { Size } from 'cdk8s';
import { Caller, HealthCheck, PinterestStatefulSet, Port, PortAccess, PortProxy, StartOrder } from 'cdk8s-pinterest';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

const SERVERS = [1, 2, 3].map(n => `server.${n}=zookeeper-${n - 1}.zk.{{namespace}}.svc:2888:3888`);

const ZOO_CFG = `dataDir=/data
clientPort=2181
tickTime=2000
initLimit=10
syncLimit=5
autopurge.purgeInterval=24
quorumListenOnAllIPs=true
admin.enableServer=false
metricsProvider.className=org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider
metricsProvider.httpPort=7000
${SERVERS.join('\n')}
`;

/** The number of a server is that of its pod, from 1. */
const START = 'echo $((${HOSTNAME##*-} + 1)) >/data/myid; exec zkServer.sh start-foreground /etc/app/zoo.cfg';

/** Whether it leads or follows: one that has lost the others serves nobody. */
const SERVES = 'exec 3<>/dev/tcp/127.0.0.1/2181; echo srvr >&3; grep -q ^Mode: <&3';

export interface ZooKeeperProps {
  readonly callers: Caller[];
  readonly storageClass?: string;
}

/** An ensemble of three. */
export class ZooKeeper extends PinterestStatefulSet {
  constructor(scope: Construct, id: string, { callers, storageClass }: ZooKeeperProps) {
    super(scope, id, {
      container: {
        // The official image.
        image: 'docker.io/library/zookeeper:3.8',
        command: ['bash', '-c', START],
        resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } },
      },
      replicas: 3,
      governingService: 'zk',
      // None is ready before two have met.
      startOrder: StartOrder.PARALLEL,
      ports: [
        Port.tcp(2181, { name: 'client', proxy: PortProxy.none('clients of ZooKeeper speak plain text') }),
        Port.tcp(2888, { name: 'followers', access: PortAccess.PEERS }),
        Port.tcp(3888, { name: 'election', access: PortAccess.PEERS }),
        Port.metrics(7000),
      ],
      callers,
      config: { files: { 'zoo.cfg': ZOO_CFG }, env: { JVMFLAGS: '-Xmx256m' } },
      security: { user: 1000, group: 1000 },
      storage: [{ name: 'data', mountPath: '/data', size: Size.gibibytes(5), storageClass }],
      health: { readiness: HealthCheck.command(['bash', '-c', SERVES]) },
    });
  }
}

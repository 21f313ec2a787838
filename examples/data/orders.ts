import { Cron, Duration, Size } from 'cdk8s';
import {
  Artifact, Caller, HealthCheck, PinterestChart, PinterestCronJob, PinterestJobSet, PinterestService, ShardStorage,
} from 'cdk8s-pinterest';
import { Construct } from 'constructs';
import { AS_CLIENT, Postgres, POSTGRES_IMAGE, POSTGRES_USER } from './postgres';
import { ZooKeeper } from './zookeeper';

/** What CI built, and where it is kept. */
export interface OrdersBuild {
  readonly version: string;

  /**
   * The storage class of all volumes.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;
}

/** An API and what it keeps its data in: a database that is migrated before it and saved every night, and an ensemble. */
export class Orders extends PinterestChart {
  constructor(scope: Construct, id: string, { version, storageClass }: OrdersBuild) {
    super(scope, id, { namespace: 'orders', owner: { team: 'orders', contact: 'orders@example.com' } });

    const artifact = Artifact.of({ image: 'registry.example.com/orders', version });
    const image = 'registry.example.com/orders';

    const database = new Postgres(this, 'postgres', {
      callers: ['api', 'migrate', 'backup'].map(name => Caller.workload(name)), storageClass,
    });
    new ZooKeeper(this, 'zookeeper', { callers: [Caller.workload('api')], storageClass });

    const api = new PinterestService(this, 'api', {
      container: { image, portNumber: 8080 },
      artifact,
      callers: [Caller.external('web', 'shop')],
      health: { readiness: HealthCheck.http('/healthz') },
      secrets: AS_CLIENT.secrets,
      config: { env: { ...AS_CLIENT.env, ZOOKEEPER: 'zookeeper.{{namespace}}.svc:2181' } },
    });

    // Each version once, before its API.
    new PinterestJobSet(this, 'migrate', {
      container: { image, command: ['migrate'] },
      artifact,
      secrets: AS_CLIENT.secrets,
      config: { env: AS_CLIENT.env },
      runsAfter: [database],
      runsBefore: [api],
    });

    new PinterestCronJob(this, 'backup', {
      container: { image: POSTGRES_IMAGE, command: ['bash', '-euc', BACKUP] },
      security: { user: POSTGRES_USER },
      schedule: Cron.schedule({ minute: '15', hour: '3' }),
      secrets: AS_CLIENT.secrets,
      config: { env: AS_CLIENT.env },
      storage: [ShardStorage.shared({ name: 'backup', mountPath: '/backup', size: Size.gibibytes(10), storageClass })],
      deadline: Duration.hours(2),
    });
  }
}

/** Under its name a file is whole; it stays for two weeks. */
const BACKUP = `
pg_dump --format=custom --file=/backup/unfinished
mv /backup/unfinished /backup/orders-$(date +%F).dump
find /backup -name '*.dump' -mtime +14 -delete`;

import { Duration, Size } from 'cdk8s';
import {
  Caller, HealthCheck, OnChange, PinterestStatefulSet, Port, PortProxy, ReloadSignal, ScratchFolder, SecretFile,
} from 'cdk8s-pinterest';
import { Cpu, EnvValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** The official image, whose script makes a database on the first start. Its files belong to this user. */
export const POSTGRES_IMAGE = 'docker.io/library/postgres:17';
export const POSTGRES_USER = 999;

const SECRET = 'kv/data/orders/postgres';
const DATA = '/var/lib/postgresql/data';
const IDENTITY = '/var/run/identity';

/** What clients have: a service file, which libpq and all that is built on it read. They show a certificate and a password. */
export const AS_CLIENT = {
  secrets: [SecretFile.template({
    file: 'pg_service.conf',
    template: `[orders]
host=postgres.orders.svc
dbname=orders
user=orders
password={{ with secret "${SECRET}" }}{{ .Data.data.password }}{{ end }}
sslmode=verify-full
sslrootcert=${IDENTITY}/ca.crt
sslcert=${IDENTITY}/tls.crt
sslkey=${IDENTITY}/tls.key
`,
  })],
  env: { PGSERVICEFILE: '/etc/secrets/pg_service.conf', PGSERVICE: 'orders' },
};

/** Its own TLS, with the certificate of the platform. */
const POSTGRESQL_CONF = `listen_addresses = '*'
hba_file = '/etc/app/pg_hba.conf'
ssl = on
ssl_cert_file = '${IDENTITY}/tls.crt'
ssl_key_file = '${IDENTITY}/tls.key'
ssl_ca_file = '${IDENTITY}/ca.crt'
`;

/** Within the pod who can open the socket; over the network who has a certificate of the platform, and the password. */
const PG_HBA_CONF = `local   all all     trust
hostssl all all all scram-sha-256 clientcert=verify-ca
`;

export interface PostgresProps {
  readonly callers: Caller[];
  readonly storageClass?: string;
}

/** PostgreSQL with a volume, and an exporter of its metrics. */
export class Postgres extends PinterestStatefulSet {
  constructor(scope: Construct, id: string, { callers, storageClass }: PostgresProps) {
    super(scope, id, {
      container: {
        image: POSTGRES_IMAGE,
        command: ['docker-entrypoint.sh', 'postgres', '-c', 'config_file=/etc/app/postgresql.conf'],
        resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(256), limit: Size.gibibytes(2) } },
      },
      replicas: 1,
      ports: [Port.tcp(5432, { name: 'postgres', proxy: PortProxy.none('PostgreSQL has TLS and passwords of its own') })],
      callers,
      secrets: [SecretFile.value({ path: SECRET, key: 'password', file: 'password' })],
      config: {
        files: { 'postgresql.conf': POSTGRESQL_CONF, 'pg_hba.conf': PG_HBA_CONF },
        // A folder of its own in the volume, since PostgreSQL wants to have it for itself.
        env: { PGDATA: `${DATA}/pgdata`, POSTGRES_USER: 'orders', POSTGRES_PASSWORD_FILE: '/etc/secrets/password' },
      },
      security: { user: POSTGRES_USER, group: POSTGRES_USER },
      storage: [{ name: 'data', mountPath: DATA, size: Size.gibibytes(10), storageClass }],
      scratch: [
        ScratchFolder.disk('/var/run/postgresql', { name: 'socket' }),
        ScratchFolder.memory('/dev/shm', Size.mebibytes(256)),
      ],
      health: {
        // Only the database itself listens, not the script that makes it. After a crash it may take its time.
        startup: HealthCheck.tcp({ period: Duration.seconds(2), failureThreshold: 900 }),
        readiness: HealthCheck.command(['pg_isready', '--username=orders']),
      },
    });

    // It reads a renewed certificate, and changed authorities, for new connections.
    for (const file of ['tls.crt', 'ca.crt']) this.pod.whenFileChanges(`${IDENTITY}/${file}`, OnChange.signal(ReloadSignal.HUP));

    this.pod.addSidecar('exporter', {
      container: {
        image: 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1',
        envVariables: { DATA_SOURCE_NAME: EnvValue.fromValue('host=/var/run/postgresql user=orders dbname=orders') },
      },
      ports: [Port.metrics(9187)],
      mounts: [{ volume: 'socket', path: '/var/run/postgresql' }],
    });
  }
}

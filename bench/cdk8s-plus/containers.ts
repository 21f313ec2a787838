import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

export interface ConfigMaps {
  readonly config: kplus.ConfigMap;
  readonly env?: kplus.ConfigMap;
  readonly proxy?: kplus.ConfigMap;
}

export function app(
  scope: Construct, team: FleetTeam, workload: FleetWorkload, identity: kplus.Volume, configMaps: ConfigMaps,
): kplus.ContainerProps {
  const { repository, version, port, http, cpuMillis, memoryMebibytes } = workload;
  return {
    name: 'app',
    image: `${repository}:${version}`,
    portNumber: port,
    readiness: port ? (http ? kplus.Probe.fromHttpGet('/healthz') : kplus.Probe.fromTcpSocket()) : undefined,
    lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '10']) },
    envVariables: environment(team, workload),
    envFrom: configMaps.env ? [kplus.Env.fromConfigMap(configMaps.env)] : undefined,
    resources: {
      cpu: { request: kplus.Cpu.millis(cpuMillis) },
      memory: { request: Size.mebibytes(memoryMebibytes), limit: Size.mebibytes(2 * memoryMebibytes) },
    },
    securityContext: RESTRICTED,
    volumeMounts: [
      { path: '/var/run/identity', volume: identity, readOnly: true },
      { path: '/etc/app', volume: kplus.Volume.fromConfigMap(scope, 'ConfigVolume', configMaps.config), readOnly: true },
    ],
  };
}

export function proxy(
  scope: Construct, identity: kplus.Volume, config: kplus.ConfigMap, shared: string, { host }: FleetWorkload,
): kplus.ContainerProps {
  const sharedFiles = kplus.ConfigMap.fromConfigMapName(scope, 'SharedFiles', shared);
  return {
    name: 'proxy',
    image: 'docker.io/library/haproxy:3.0',
    command: ['haproxy', '-W', '-db', '-f', '/etc/haproxy/haproxy.cfg'],
    ports: [{ name: 'mtls', number: 8443 }, ...(host ? [{ name: 'plain', number: 8081 }] : []), { name: 'admin', number: 8480 }],
    envVariables: { POD_IPS: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IPS) },
    lifecycle: { preStop: kplus.Handler.fromCommand(['sh', '-c', STOP]) },
    readiness: kplus.Probe.fromHttpGet('/healthz', { port: 8480, periodSeconds: Duration.seconds(2) }),
    liveness: kplus.Probe.fromHttpGet('/healthz', { port: 8480, periodSeconds: Duration.seconds(10) }),
    resources: {
      cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(host ? 432 : 304) },
    },
    securityContext: { ...RESTRICTED, user: 10001, group: 10001 },
    volumeMounts: [
      { path: '/etc/haproxy', volume: kplus.Volume.fromConfigMap(scope, 'ProxyVolume', config), readOnly: true },
      { path: '/etc/haproxy-shared', volume: kplus.Volume.fromConfigMap(scope, 'SharedVolume', sharedFiles), readOnly: true },
      {
        path: '/run/haproxy',
        volume: kplus.Volume.fromEmptyDir(scope, 'RunVolume', 'proxy-run', {
          medium: kplus.EmptyDirMedium.MEMORY, sizeLimit: Size.mebibytes(1),
        }),
      },
      { path: '/var/run/identity', volume: identity, readOnly: true },
    ],
  };
}

const STOP = 'date +%s >/run/haproxy/drain; sleep 4; kill -USR2 1; sleep 4; kill -USR1 1; sleep 3600';

const RESTRICTED = { ensureNonRoot: true, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, privileged: false };

function environment({ name: team }: FleetTeam, { name, version, env }: FleetWorkload): Record<string, kplus.EnvValue> {
  const values = {
    PLATFORM_SERVICE: name,
    PLATFORM_VERSION: version,
    PLATFORM_OWNER: team,
    PLATFORM_CLUSTER: 'prod-east',
    PLATFORM_ENVIRONMENT: 'prod',
    PLATFORM_REGION: 'us-east-1',
    PLATFORM_NAMESPACE: team,
    PLATFORM_RELEASE: '2026.11',
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES:
      `service.namespace=${team},service.version=${version},deployment.environment.name=prod,cloud.region=us-east-1`,
    PLATFORM_IDENTITY: `spiffe://example.com/ns/${team}/sa/${name}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://telemetry-2026-11.platform.svc:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
    OTEL_METRICS_EXPORTER: 'otlp',
    STATSD_HOST: 'telemetry-2026-11.platform.svc',
    STATSD_PORT: '8125',
    ...env,
  };
  return {
    ...Object.fromEntries(Object.entries(values).map(([variable, value]) => [variable, kplus.EnvValue.fromValue(value)])),
    PLATFORM_NODE: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.NODE_NAME),
    PLATFORM_POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
    PLATFORM_POD_UID: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_UID),
    PLATFORM_POD_IP: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP),
    PLATFORM_CPU_REQUEST: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_REQUEST, { divisor: '1m' }),
    PLATFORM_CPU_LIMIT: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor: '1m' }),
    PLATFORM_MEMORY_REQUEST: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.MEMORY_REQUEST),
    PLATFORM_MEMORY_LIMIT: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.MEMORY_LIMIT),
  };
}

import { spiffeId } from './shared';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

export function appContainer(team: FleetTeam, workload: FleetWorkload, envConfigMap: string | undefined) {
  const { repository, version, port, http, cpuMillis, memoryMebibytes } = workload;
  const probe = http ? { httpGet: { path: '/healthz', port, scheme: 'HTTP' } } : { tcpSocket: { port } };
  return {
    env: environment(team, workload),
    ...(envConfigMap && { envFrom: [{ configMapRef: { name: envConfigMap } }] }),
    image: `${repository}:${version}`,
    lifecycle: { preStop: { sleep: { seconds: 10 } } },
    name: 'app',
    ...(port && { ports: [{ containerPort: port, protocol: 'TCP' }], readinessProbe: { failureThreshold: 3, ...probe } }),
    resources: {
      limits: { memory: quantity(2 * memoryMebibytes) },
      requests: { cpu: cpuMillis % 1000 ? `${cpuMillis}m` : `${cpuMillis / 1000}`, memory: quantity(memoryMebibytes) },
    },
    securityContext: restricted(),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { mountPath: '/var/run/identity', name: 'identity', readOnly: true },
      { mountPath: '/etc/app', name: 'config', readOnly: true },
    ],
  };
}

const STOP = 'date +%s >/run/haproxy/drain; sleep 4; kill -USR2 1; sleep 4; kill -USR1 1; sleep 3600';

export function proxyContainer({ host }: FleetWorkload) {
  const health = () => ({ failureThreshold: 3, httpGet: { path: '/healthz', port: 8480, scheme: 'HTTP' } });
  return {
    command: ['haproxy', '-W', '-db', '-f', '/etc/haproxy/haproxy.cfg'],
    env: [{ name: 'POD_IPS', valueFrom: { fieldRef: { fieldPath: 'status.podIPs' } } }],
    image: 'docker.io/library/haproxy:3.0',
    lifecycle: { preStop: { exec: { command: ['sh', '-c', STOP] } } },
    livenessProbe: { ...health(), periodSeconds: 10 },
    name: 'proxy',
    ports: [
      { containerPort: 8443, name: 'mtls', protocol: 'TCP' },
      ...(host ? [{ containerPort: 8081, name: 'plain', protocol: 'TCP' }] : []),
      { containerPort: 8480, name: 'admin', protocol: 'TCP' },
    ],
    readinessProbe: { ...health(), periodSeconds: 2 },
    resources: { limits: { memory: host ? '432Mi' : '304Mi' }, requests: { cpu: '10m', memory: '16Mi' } },
    restartPolicy: 'Always',
    securityContext: restricted(10001),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { mountPath: '/etc/haproxy', name: 'proxy-config', readOnly: true },
      { mountPath: '/run/haproxy', name: 'proxy-run' },
      { mountPath: '/var/run/identity', name: 'identity', readOnly: true },
    ],
  };
}

function environment(team: FleetTeam, { name, version, env }: FleetWorkload) {
  const field = (variable: string, fieldPath: string) => ({ name: variable, valueFrom: { fieldRef: { fieldPath } } });
  const resource = (variable: string, divisor: string, of: string) =>
    ({ name: variable, valueFrom: { resourceFieldRef: { divisor, resource: of } } });
  return [
    { name: 'PLATFORM_SERVICE', value: name },
    { name: 'PLATFORM_VERSION', value: version },
    { name: 'PLATFORM_OWNER', value: team.name },
    { name: 'PLATFORM_CLUSTER', value: 'prod-east' },
    { name: 'PLATFORM_ENVIRONMENT', value: 'prod' },
    { name: 'PLATFORM_REGION', value: 'us-east-1' },
    { name: 'PLATFORM_NAMESPACE', value: team.name },
    { name: 'PLATFORM_RELEASE', value: '2026.11' },
    field('PLATFORM_NODE', 'spec.nodeName'),
    field('PLATFORM_POD_NAME', 'metadata.name'),
    field('PLATFORM_POD_UID', 'metadata.uid'),
    field('PLATFORM_POD_IP', 'status.podIP'),
    resource('PLATFORM_CPU_REQUEST', '1m', 'requests.cpu'),
    resource('PLATFORM_CPU_LIMIT', '1m', 'limits.cpu'),
    resource('PLATFORM_MEMORY_REQUEST', '1', 'requests.memory'),
    resource('PLATFORM_MEMORY_LIMIT', '1', 'limits.memory'),
    { name: 'OTEL_SERVICE_NAME', value: name },
    { name: 'OTEL_RESOURCE_ATTRIBUTES', value: resourceAttributes(team.name, version) },
    { name: 'PLATFORM_IDENTITY', value: spiffeId(team.name, name) },
    { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://telemetry-2026-11.platform.svc:4318' },
    { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
    { name: 'OTEL_EXPORTER_OTLP_COMPRESSION', value: 'none' },
    { name: 'OTEL_METRICS_EXPORTER', value: 'otlp' },
    { name: 'STATSD_HOST', value: 'telemetry-2026-11.platform.svc' },
    { name: 'STATSD_PORT', value: '8125' },
    ...Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
  ];
}

function resourceAttributes(team: string, version: string): string {
  return [
    `service.namespace=${team},service.version=${version},deployment.environment.name=prod,cloud.region=us-east-1,`
      + 'k8s.cluster.name=prod-east',
    `k8s.namespace.name=${team},pinterest.com.team=${team}`,
    'k8s.node.name=$(PLATFORM_NODE),k8s.pod.name=$(PLATFORM_POD_NAME),k8s.pod.uid=$(PLATFORM_POD_UID)',
  ].join(',');
}

function quantity(mebibytes: number): string {
  return mebibytes % 1024 ? `${mebibytes}Mi` : `${mebibytes / 1024}Gi`;
}

function restricted(user?: number) {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    ...(user && { runAsGroup: user }),
    runAsNonRoot: true,
    ...(user && { runAsUser: user }),
  };
}

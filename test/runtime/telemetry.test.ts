import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Size } from 'cdk8s';
import { LogFiles, PinterestDaemon, PinterestJobSet } from 'cdk8s-pinterest';
import {
  ClusterTelemetry, PlatformRuntime, Release, StandardRelease, TelemetryBackend, TelemetryBackendOptions,
} from 'cdk8s-pinterest/platform';
import { refusal, withHaproxy } from './haproxy';
import { logReaderConfig } from '../../lib/runtime/telemetry/log-reader';
import { LARGEST_REQUEST } from '../../lib/runtime/telemetry/settings';
import { api, BARE, Built, complaints, CONTAINER, named, namesOf, World } from '../synth';

const ENDPOINT = 'https://telemetry.example.com:4318';
const TELEMETRY: ClusterTelemetry = { backend: TelemetryBackend.otlpHttp({ endpoint: ENDPOINT }) };
const WITH: World = { ...BARE, telemetry: TELEMETRY };
const LOGS = { directory: '/var/log/app' };

const OLD = StandardRelease.v202611();
const NEW = OLD.derive('2027.02', []);
const BOTH: World = { offered: [OLD, NEW] };

/** What the infrastructure team installs on a cluster. */
function runtime(telemetry: Partial<ClusterTelemetry> = {}, world: World = {}): Built<PlatformRuntime> {
  return new Built(
    chart => new PlatformRuntime(chart, 'runtime'), { ...world, telemetry: { ...TELEMETRY, ...telemetry } }, 'platform',
  );
}

/** The configuration of each release's collectors, by the name of their DaemonSet. */
function configs(built: Built<PlatformRuntime>): { [name: string]: any } {
  return Object.fromEntries(built.all('ConfigMap').map(({ metadata, data }) => [
    metadata.labels['app.kubernetes.io/name'], JSON.parse(data['config.yaml']),
  ]));
}

const config = (telemetry: Partial<ClusterTelemetry> = {}, world: World = {}) =>
  configs(runtime(telemetry, world))['telemetry-2026-11'];
const collector = (telemetry: Partial<ClusterTelemetry> = {}) => runtime(telemetry).one('DaemonSet').spec.template.spec;
const backend = (options: Partial<TelemetryBackendOptions>) => ({
  backend: TelemetryBackend.otlpHttp({ endpoint: ENDPOINT, ...options }),
});
const readersOf = ({ receivers }: any): any[] =>
  Object.entries(receivers).flatMap(([name, receiver]) => name.startsWith('filelog/containers') ? [receiver] : []);
const variables = (container: any) => Object.fromEntries(container.env.map(({ name, value }: any) => [name, value]));

describe('a workload', () => {
  test('finds the collector of its release on its own node, without configuration', () => {
    expect(variables(api({}, WITH).container('app'))).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://telemetry-2026-11.platform.svc:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      OTEL_METRICS_EXPORTER: 'otlp',
      STATSD_HOST: 'telemetry-2026-11.platform.svc',
      STATSD_PORT: '8125',
    });
    const service = runtime().one('Service');
    expect(service.metadata).toMatchObject({ name: 'telemetry-2026-11', namespace: 'platform' });
    expect(service.spec).toMatchObject({
      internalTrafficPolicy: 'Local', ports: expect.arrayContaining([
        { name: 'otlp-grpc', port: 4317, targetPort: 4317, protocol: 'TCP' },
        { name: 'otlp-http', port: 4318, targetPort: 4318, protocol: 'TCP' },
        { name: 'statsd', port: 8125, targetPort: 8125, protocol: 'UDP' },
      ]),
    });
  });

  test('gets no container for it, in no kind', () => {
    const job = new Built(chart => new PinterestJobSet(chart, 'job', { container: { image: 'x:1' } }), WITH)
      .one('Job').spec.template.spec;
    const daemon = new Built(chart => new PinterestDaemon(chart, 'agent', { container: CONTAINER }), WITH, 'platform')
      .one('DaemonSet').spec.template.spec;
    for (const spec of [api({}, WITH).template.spec, job, daemon]) {
      expect(namesOf(spec.containers)).toEqual(['app']);
      expect(spec.initContainers).toBeUndefined();
      expect(variables(spec.containers[0])).toHaveProperty('STATSD_HOST');
    }
  });

  test('is left alone on a cluster without telemetry', () => {
    const { env } = api({}, BARE).container('app');
    expect(namesOf(env).filter(name => /OTLP|STATSD|METRICS/.test(name))).toEqual([]);
    expect(api({}, BARE).template.metadata.annotations).not.toHaveProperty(['pinterest.com/cluster']);
  });

  test('has its log folder, empty and limited, and is told of it', () => {
    const shop = api({ logs: LogFiles.of(LOGS) }, WITH);
    expect(named(shop.template.spec.volumes, 'logs-2026-11')).toEqual({ name: 'logs-2026-11', emptyDir: { sizeLimit: '1Gi' } });
    expect(shop.container('app').volumeMounts).toEqual([{ name: 'logs-2026-11', mountPath: '/var/log/app' }]);
    expect(variables(shop.container('app'))).toMatchObject({ PLATFORM_LOG_DIRECTORY: '/var/log/app' });
    const odd = api({ logs: LogFiles.of({ ...LOGS, directory: '/var/$(HOSTNAME)' }) }, WITH);
    expect(variables(odd.container('app'))).toMatchObject({ PLATFORM_LOG_DIRECTORY: '/var/$$(HOSTNAME)' });
    expect(odd.container('log-files-flush').command).toContain('/var/$$(HOSTNAME)');
    const small = api({ logs: LogFiles.of({ ...LOGS, limit: Size.mebibytes(64) }) }, WITH);
    expect(named(small.template.spec.volumes, 'logs-2026-11').emptyDir).toEqual({ sizeLimit: '64Mi' });
  });

  const readerOf = (kind: string, world: World) => {
    const built: any = kind === 'Job'
      ? new Built(chart => new PinterestJobSet(chart, 'job', { container: { image: 'x:1' }, logs: LogFiles.of(LOGS) }), world)
      : new Built(chart => new PinterestDaemon(chart, 'agent', {
        container: CONTAINER, logs: LogFiles.of(LOGS),
      }), world, 'platform');
    return { built, spec: () => built.one(kind).spec.template.spec };
  };

  test('with log files never sends more at once than a collector takes, whatever is in the files', () => {
    const { receivers: { filelog } } = logReaderConfig('/var/log/app', ENDPOINT) as any;
    const [, kibibytes] = /^(\d+)KiB$/.exec(filelog.max_log_size)!;
    // A hundred lines of bytes that are no text, each with the longest path that Linux has.
    expect(100 * (3 * Number(kibibytes) * 1024 + 4096 + 300)).toBeLessThan(LARGEST_REQUEST);
  });

  test.each(['Job', 'DaemonSet'])('with log files has a reader with the rights of the pod, in a %s', kind => {
    const { built, spec } = readerOf(kind, WITH);
    const [reader, flush] = spec().initContainers;
    expect(namesOf(spec().initContainers)).toEqual(['log-files', 'log-files-flush']);
    expect(namesOf(spec().containers)).toEqual(['app']);
    for (const { restartPolicy, securityContext } of [reader, flush]) {
      expect(restartPolicy).toBe('Always');
      expect(securityContext).toMatchObject({
        runAsNonRoot: true, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true,
      });
    }
    expect(reader.volumeMounts).toContainEqual({ name: 'logs-2026-11', mountPath: '/var/log/app', readOnly: true });
    expect(reader.env.map(({ name }: any) => name)).toEqual(['GOMEMLIMIT']);
    expect(spec().automountServiceAccountToken).toBe(false);
    const { receivers, exporters } = JSON.parse(built.one('ConfigMap').data['config.yaml']);
    expect(receivers.filelog.include[0]).toBe('/var/log/app/*');
    expect(exporters).toEqual({ otlphttp: expect.objectContaining({ endpoint: 'http://telemetry-2026-11.platform.svc:4318' }) });
  });

  test('with log files has an ordinary container that reads them before Kubernetes 1.29, where a Job is refused', () => {
    const world = { ...WITH, version: '1.27' };
    expect(namesOf(readerOf('DaemonSet', world).spec().containers)).toEqual(['log-files', 'app']);
    expect(readerOf('Job', world).built.errors).toEqual([
      '[chart/job/runtime/telemetry] logs.directory = "/var/log/app": would not be collected: '
        + 'the cluster prod has Kubernetes 1.27, where a reader beside it would keep the pod from ending. '
        + 'Log to standard output there, or run on Kubernetes 1.29.',
    ]);
  });

  test.each<[string, World, string, string]>([
    [
      'nobody collects anything', BARE, '/var/log/app',
      'would not be collected: the cluster prod has no telemetry. '
        + 'Set telemetry on the Cluster, or leave out logs for that cluster.',
    ],
    ['the folder is relative', WITH, 'logs', 'must start with "/". Write "/logs".'],
    [
      'the folder is the root',
      WITH,
      '/',
      'must not be the root, where it would hide the whole image. Write a folder such as "/var/log/app".',
    ],
    [
      'the folder is a pattern', WITH, '/var/log/*',
      'must not contain "*", which would be part of a pattern of files. Write for example "/var/log/app".',
    ],
    [
      'the folder is the reader\'s', WITH, '/etc/log-files-reader/',
      'is a folder of the reader itself. Write for example "/var/log/app".',
    ],
    ['the folder has steps back', WITH, '/var/../etc', 'must not contain "..". Write the path without "..".'],
  ])('with log files is refused where %s', (_, world, directory, line) => {
    const [error, ...others] = complaints(() => api({ logs: LogFiles.of({ directory }) }, world).write());
    expect(error).toBe(`[chart/api/runtime/telemetry] logs.directory = ${JSON.stringify(directory)}: ${line}`);
    expect(others).toEqual([]);
  });
});

describe('the collector', () => {
  test('is not there on a cluster without telemetry', () => {
    expect(new Built(chart => new PlatformRuntime(chart, 'runtime'), BARE, 'platform').all('DaemonSet')).toEqual([]);
  });

  test('is an ordinary user without a capability, and says why it reaches what it reaches', () => {
    const daemonSet = runtime().one('DaemonSet');
    expect(daemonSet.metadata.annotations['pinterest.com/host-access'].split('\n').map((line: string) => line.split(':')[0]))
      .toEqual([
        'path /var/lib/pinterest/2026.11/telemetry, writable',
        'path /var/log/pods, read only',
        'group 0',
        'path /var/lib/pinterest/container-logs, writable',
      ]);
    const { spec } = daemonSet.spec.template;
    expect(spec.containers[0].securityContext).toEqual({
      runAsUser: 10001,
      runAsGroup: 10001,
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(spec.securityContext.supplementalGroups).toEqual([0]);
  });

  test('has the group of the logs only where it reads them', () => {
    const { metadata, spec } = runtime({ containerLogs: '2027.02' }, BOTH).all('DaemonSet')
      .find(each => each.metadata.name === 'telemetry-2026-11').spec.template;
    expect(metadata.annotations['pinterest.com/host-access'].split('\n')).toHaveLength(1);
    expect(spec.securityContext).not.toHaveProperty('supplementalGroups');
    expect(JSON.stringify(spec.volumes)).not.toContain('/var/log');
  });

  test('gets its folders from an init container that can do nothing but give them', () => {
    const { initContainers, volumes } = collector();
    expect(namesOf(initContainers)).toEqual(['folders', 'gate']);
    expect(initContainers[0].securityContext).toEqual({
      runAsUser: 0,
      runAsGroup: 0,
      runAsNonRoot: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'], add: ['CHOWN'] },
    });
    const folders = ['/var/lib/pinterest/2026.11/telemetry', '/var/lib/pinterest/container-logs'];
    expect(initContainers[0].command.slice(-3)).toEqual(['10001', ...folders]);
    expect(initContainers[0].volumeMounts.map(({ name, mountPath }: any) => [named(volumes, name).hostPath.path, mountPath]))
      .toEqual(folders.map(folder => [folder, folder]));
  });

  test('may list and watch pods and namespaces, and watches the pods of its node alone', () => {
    expect(runtime().one('ClusterRole').rules)
      .toEqual([{ apiGroups: [''], resources: ['pods', 'namespaces'], verbs: ['list', 'watch'] }]);
    for (const source of ['path', 'connection']) {
      expect(config().processors[`k8sattributes/${source}`].filter).toEqual({ node_from_env_var: 'PLATFORM_NODE' });
    }
  });

  test('reaches no volume of another pod', () => {
    expect(JSON.stringify(collector())).not.toContain('/var/lib/kubelet');
  });

  test('lets no pod reach its health, and monitoring alone its metrics', () => {
    const ports = runtime().one('NetworkPolicy').spec.ingress.map(({ from, ports: open }: any) => [
      JSON.stringify(from ?? 'everyone'), open.map(({ port }: any) => port),
    ]);
    const everyone = ports.filter(([who]: any) => !who.includes('monitoring')).flatMap(([, open]: any) => open);
    expect(everyone.sort()).toEqual([4317, 4318, 8125]);
    expect(ports.flatMap(([, open]: any) => open)).not.toContain(13133);
  });

  test('does not read its own log, nor that of another release\'s collector', () => {
    for (const { exclude } of readersOf(config())) expect(exclude).toContain('/var/log/pods/platform_telemetry-*_*/*/*');
  });

  test('does not send to itself by the variables of workloads', () => {
    expect(variables(collector().containers[0])).not.toHaveProperty('OTEL_EXPORTER_OTLP_ENDPOINT');
  });

  test('keeps on disk what the backend has not taken, and tries for ever', () => {
    const { exporters, extensions, receivers } = config();
    expect(exporters['otlphttp/backend']).toMatchObject({
      sending_queue: { storage: 'file_storage/buffer' }, retry_on_failure: { max_elapsed_time: 0 },
    });
    expect(extensions['file_storage/buffer'].directory).toMatch(/^\/var\/lib\/pinterest\/2026.11\/telemetry\//);
    for (const { retry_on_failure } of readersOf({ receivers })) {
      expect(retry_on_failure).toMatchObject({ enabled: true, max_elapsed_time: 0 });
    }
  });

  test('stays within its memory limit', () => {
    const { containers: [{ resources, env }] } = collector();
    const limit = parseInt(resources.limits.memory, 10);
    expect(config().processors.memory_limiter.limit_mib).toBeLessThan(limit);
    expect(parseInt(named(env, 'GOMEMLIMIT').value, 10)).toBeLessThan(limit);
    expect(config().service.pipelines.metrics.processors[0]).toBe('memory_limiter');
  });

  test('takes OTLP from its gate alone, which says whose it is', () => {
    const { receivers: { otlp: { protocols: { grpc, http } } }, processors, service: { pipelines } } = config();
    for (const { endpoint, include_metadata } of [grpc, http]) {
      expect(endpoint).toMatch(/^127[.]0[.]0[.]1:/);
      expect(include_metadata).toBe(true);
    }
    expect(http.compression_algorithms).toEqual(['']);
    for (const name of ['logs', 'metrics', 'traces']) {
      expect(pipelines[name].processors.slice(-4))
        .toEqual(['resource/claims', 'resource/sender', 'k8sattributes/connection', 'resource/facts']);
    }
    const [{ key, from_context }] = processors['resource/sender'].attributes;
    expect(processors['k8sattributes/connection'].pod_association)
      .toEqual([{ sources: [{ from: 'resource_attribute', name: key }] }, { sources: [{ from: 'connection' }] }]);
    const gate: string = runtime().one('ConfigMap').data['haproxy.cfg'];
    expect(gate.split(`http-request set-header ${from_context.replace('metadata.', '')} %[src]`)).toHaveLength(3);
  });

  withHaproxy('has a gate whose configuration HAProxy accepts, with one family of addresses and with two', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gate-'));
    const { 'haproxy.cfg': gate, 'gate.lua': lua } = runtime().one('ConfigMap').data;
    fs.writeFileSync(path.join(folder, 'gate.lua'), lua);
    const here = gate.replaceAll('/etc/collector', folder);
    for (const ips of ['10.0.0.1', '10.0.0.1,fd00::1']) expect(refusal(here, folder, ips)).toBe('');
    expect(refusal(here.replace('http-request lua.weigh', 'http-request lua.weight'), folder)).not.toBe('');
  });

  test('shows metrics to Prometheus, unless the cluster has none', () => {
    expect(config().service.pipelines.metrics.exporters).toEqual(['otlphttp/backend', 'prometheus']);
    expect(namesOf(collector().containers[0].ports)).toContain('metrics');
    expect(config({ prometheus: false }).exporters).not.toHaveProperty('prometheus');
    expect(config({ prometheus: false }).service.pipelines.metrics.exporters).toEqual(['otlphttp/backend']);
    expect(namesOf(collector({ prometheus: false }).containers[0].ports)).not.toContain('metrics');
  });
});

describe('the backend', () => {
  test('is spoken to over HTTP or gRPC, in the clear only where its URL says so', () => {
    const exporters = (endpoint: string, grpc: boolean) =>
      config({ backend: grpc ? TelemetryBackend.otlpGrpc({ endpoint }) : TelemetryBackend.otlpHttp({ endpoint }) }).exporters;
    expect(exporters(ENDPOINT, false)['otlphttp/backend']).toMatchObject({ endpoint: ENDPOINT });
    expect(exporters(ENDPOINT, true)['otlp/backend']).not.toHaveProperty('tls');
    expect(exporters('http://telemetry:4317', true)['otlp/backend']).toMatchObject({ tls: { insecure: true } });
  });

  test('gets headers from a Secret, whose value is in no manifest and no variable', () => {
    const built = runtime(backend({ headers: [{ name: 'authorization', secretName: 'backend', secretKey: 'token' }] }));
    expect(configs(built)['telemetry-2026-11'].exporters['otlphttp/backend'].headers)
      .toEqual({ authorization: '${file:/etc/backend-headers/0}' });
    const { volumes, containers: [{ env, volumeMounts }] } = built.one('DaemonSet').spec.template.spec;
    expect(named(volumes, 'backend-headers').projected).toEqual({
      defaultMode: 0o440, sources: [{ secret: { name: 'backend', items: [{ key: 'token', path: '0' }] } }],
    });
    expect(volumeMounts).toContainEqual({ name: 'backend-headers', mountPath: '/etc/backend-headers', readOnly: true });
    expect(JSON.stringify(env)).not.toContain('secret');
  });

  test('is trusted by the authority that is given', () => {
    const certificateAuthority = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n';
    const built = runtime(backend({ certificateAuthority }));
    expect(built.one('ConfigMap').data['backend-ca.crt']).toBe(certificateAuthority);
    expect(configs(built)['telemetry-2026-11'].exporters['otlphttp/backend'].tls)
      .toEqual({ ca_file: '/etc/collector/backend-ca.crt' });
  });
});

describe('of two releases on a node', () => {
  const reads = (built: Built<PlatformRuntime>) =>
    Object.entries(configs(built)).filter(([, each]) => readersOf(each).length > 0).map(([name]) => name);

  test('one reads the logs of containers: the older, unless the cluster says otherwise', () => {
    expect(reads(runtime({}, BOTH))).toEqual(['telemetry-2026-11']);
    expect(reads(runtime({ containerLogs: '2027.02' }, BOTH))).toEqual(['telemetry-2027-02']);
    expect(reads(runtime({}, { ...BOTH, releases: ['2027.02'] }))).toEqual(['telemetry-2027-02']);
    expect(reads(runtime({}, { offered: [new Release({ name: 'plain', components: [] }), OLD] }))).toEqual(['telemetry-2026-11']);
  });

  test('whichever reads goes on where the other stopped', () => {
    const positions = (containerLogs: string, name: string) => {
      const { receivers, extensions } = configs(runtime({ containerLogs }, BOTH))[name];
      return extensions[receivers['filelog/containers-00'].storage].directory;
    };
    expect(positions('2026.11', 'telemetry-2026-11')).toBe(positions('2027.02', 'telemetry-2027-02'));
  });

  test('each buffers in a folder of its own', () => {
    const { 'telemetry-2026-11': older, 'telemetry-2027-02': newer } = configs(runtime({}, BOTH));
    expect(older.extensions['file_storage/buffer'].directory).not.toBe(newer.extensions['file_storage/buffer'].directory);
  });
});

test.each<[string, Partial<ClusterTelemetry>, string]>([
  [
    'a backend without scheme',
    backend({ endpoint: 'telemetry:4318' }),
    'backend.endpoint = "telemetry:4318": must be an http or https URL. '
      + 'Write for example "https://telemetry.example.com:4318".',
  ],
  [
    'a header that is none',
    backend({ headers: [{ name: 'a b', secretName: 's', secretKey: 'k' }] }),
    'backend.headers = "a b": must be the name of an HTTP header. Write for example "authorization".',
  ],
  [
    'an authority that is no certificate',
    backend({ certificateAuthority: 'ca.crt' }),
    'backend.certificateAuthority: must be certificates in PEM form. '
      + 'Write the content of the file that starts with "-----BEGIN CERTIFICATE-----".',
  ],
  [
    'a release that is not there',
    { containerLogs: '2025.01' },
    'containerLogs = "2025.01": is not a release of the cluster, so no collector would read the logs. Write one of 2026.11.',
  ],
  [
    'an endpoint with a password',
    backend({ endpoint: 'https://user:geheim@telemetry.example.com' }),
    'backend.endpoint: must not contain a user or a password, which would be in a manifest. '
      + 'Put them into a Secret, and name it in headers.',
  ],
  [
    'an endpoint with a password that is no URL',
    backend({ endpoint: 'https://user:geheim@telemetry example' }),
    'backend.endpoint: must not contain a user or a password, which would be in a manifest. '
      + 'Put them into a Secret, and name it in headers.',
  ],
  [
    'an endpoint without scheme, with a password',
    backend({ endpoint: 'user:geheim@telemetry' }),
    'backend.endpoint: must not contain a user or a password, which would be in a manifest. '
      + 'Put them into a Secret, and name it in headers.',
  ],
  [
    'an endpoint with an @ somewhere else',
    backend({ endpoint: 'https://telemetry example/geheim@' }),
    'backend.endpoint: must be an http or https URL. Write for example "https://telemetry.example.com:4318".',
  ],
  [
    'an endpoint with a key in its query',
    backend({ endpoint: 'https://telemetry.example.com?key=geheim' }),
    'backend.endpoint: must not have a query or a fragment: the collectors add paths to it. '
      + 'Write the URL up to the path, and put a key into a Secret that headers names.',
  ],
  [
    'an authority with its private key',
    backend({
      certificateAuthority: '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\ngeheim',
    }),
    'backend.certificateAuthority: must not contain a private key, which would be in a manifest. '
      + 'Write the certificates alone, and regard the key as known to everyone who has read this.',
  ],
])('%s is refused', (_, telemetry, line) => {
  const { errors } = runtime(telemetry);
  expect(errors).toContain(`[app] platform.clusters["prod"].telemetry.${line}`);
  expect(errors.join()).not.toContain('geheim');
});

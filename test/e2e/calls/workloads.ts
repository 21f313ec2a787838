import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cron, Duration, Size } from 'cdk8s';
import {
  Call, Caller, ConfigFile, PinterestCronJob, PinterestJobSet, PinterestService, Port, Scaling,
} from 'cdk8s-pinterest';
import { IdentityProvider, TrustBundle } from 'cdk8s-pinterest/platform';
import { Cpu, EnvValue, Probe } from 'cdk8s-plus-27';
import { manifestOf } from '../manifest';

export const NAMESPACE = 'calls';
export const OTHER_NAMESPACE = 'calls-other';
export const ISSUER = 'calls';

const FILES = Object.fromEntries(['server.js', 'calls.js'].map(name => [
  name, ConfigFile.raw(fs.readFileSync(path.join(__dirname, name), 'utf8')),
]));

function identity(trusted: string[]) {
  return {
    identity: IdentityProvider.certManager({
      issuer: ISSUER, trust: TrustBundle.authorities(trusted), trustDomain: 'example.com', lifetime: Duration.hours(24),
    }),
  };
}

const container = (version: string, script = 'server.js') => ({
  image: 'registry.example.com/pinboard:1.0.0',
  command: ['node', `/etc/app/${script}`],
  envVariables: { VERSION: EnvValue.fromValue(version) },
  resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(48) } },
});

const serving = (version: string) => ({
  container: {
    ...container(version),
    portNumber: 8080,
    readiness: Probe.fromHttpGet('/healthz', { periodSeconds: Duration.seconds(1) }),
  },
  config: { files: FILES },
});

/** As on a busy node, where the kubelet starts a proxy's hook some seconds after the application's. */
function lateHooks(manifest: string): string {
  const late = manifest.replaceAll('date +%s >/run/haproxy/drain', 'sleep 4; $&');
  if (late === manifest) throw new Error('No proxy has such a hook any more.');
  return late;
}

/** What each caller calls of `api`. */
const API = [Call.http('api'), Call.grpc('api', 9090, { env: 'API_GRPC' }), Call.tcp('api', 5432, { env: 'API_TCP' })];

/** A client calls `web`, which calls `api`, as a job and a cron job do; and what another app has. */
export function workloads(version: string, trusted: string[]): string {
  return lateHooks(manifestOf(NAMESPACE, chart => {
    new PinterestService(chart, 'api', {
      ...serving(version),
      ports: [Port.grpc(9090), Port.tcp(5432)],
      scaling: Scaling.fixed(2),
      callers: ['web', 'job', 'cron'].map(name => Caller.workload(name)),
    });
    new PinterestService(chart, 'web', {
      ...serving(version),
      calls: [
        ...API, Call.http('pages', { namespace: OTHER_NAMESPACE, elsewhere: true }),
        Call.external('impostor', {
          host: `pages.${OTHER_NAMESPACE}.svc.cluster.local`, port: 443, spiffeId: 'spiffe://example.com/ns/calls/sa/api',
        }),
      ],
      scaling: Scaling.fixed(2),
      callers: [Caller.workload('client')],
    });
    new PinterestService(chart, 'client', {
      container: { ...container(''), command: ['sleep', '1000000'] },
      config: { files: FILES },
      calls: [Call.http('web')],
      scaling: Scaling.fixed(1),
    });
    const once = { container: container('', 'calls.js'), config: { files: FILES }, calls: API };
    new PinterestJobSet(chart, 'job', once);
    new PinterestCronJob(chart, 'cron', { ...once, schedule: Cron.schedule({ minute: '0', hour: '0', day: '1', month: '1' }) });
  }, identity(trusted)));
}

/** What another app declares. */
export function elsewhere(trusted: string[]): string {
  return manifestOf(OTHER_NAMESPACE, chart => {
    new PinterestService(chart, 'pages', {
      ...serving('1'), scaling: Scaling.fixed(1), callers: [Caller.external('web', NAMESPACE)],
    });
  }, identity(trusted));
}

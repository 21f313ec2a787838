import {
  Artifact, Caller, Channel, Dependency, Exposure, LogFiles, PinterestApp, PinterestChart, PinterestCronJob, PinterestService,
  SecretFile,
} from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, TelemetryBackend } from 'cdk8s-pinterest/platform';
import { EnvValue } from 'cdk8s-plus-27';
import { api, complaints, CONTAINER, freshFolder, MESH, OWNER } from '../synth';

const WORLD = { ...MESH, telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://t.example.com' }) } };
const said = (props: any) => complaints(() => api(props, WORLD).write());
const missing: any = undefined;

test.each<[string, any, string]>([
  ['an image with the tag undefined', { container: { image: `r/app:${missing}` } },
    '[chart/api] container.image = "r/app:undefined": is what a program writes where a value is missing. '
      + 'Write for example "registry.example.com/api:1.0.0".'],
  ['no image', { container: {} }, '[chart/api] container.image: must name an image: '],
  ['no container', { container: missing }, '[chart/api] container: must be an object, and is missing. '],
  ['a variable without value', { container: { ...CONTAINER, envVariables: { KEY: EnvValue.fromValue(missing) } } },
    '[chart/api] container.envVariables["KEY"].value: must be text without NUL'],
  ['a variable that is a number', { container: { ...CONTAINER, envVariables: { PORT: EnvValue.fromValue(8080 as any) } } },
    '[chart/api] container.envVariables["PORT"].value = 8080: must be a string, and is a number. '],
  ['a configuration that is a number', { config: { env: { PORT: 8080 } } },
    '[chart/api] config.env["PORT"] = 8080: must be a string, and is a number. '],
  ['a caller without namespace', { callers: [Caller.external('web', missing)] }, '[chart/api] callers[0].namespace: must be '],
  ['a caller that is a string', { callers: ['web'] },
    '[chart/api] callers[0] = "web": must be an object, and is a string. Write for example Caller.workload("web").'],
  ['callers that are no list', { callers: 'web' },
    '[chart/api] callers = "web": must be a list, and is a string. Write it in [ ].'],
  ['an exposure without host', { exposure: Exposure.ingress({} as any) }, '[chart/api] exposure.host: must be a host name'],
  ['a channel that is a string', { channel: 'canary' }, '[chart/api] channel = "canary": must be an object'],
  ['a pin to nothing', { channel: Channel.pinned(missing) }, '[chart/api] channel.pinnedRelease = "": must be a label value'],
  ['a protocol that is a string', { protocol: 'tcp' }, '[chart/api] protocol = "tcp": is no TrafficProtocol. '],
  ['a drain that is a number', { drain: 10 },
    '[chart/api] drain = 10: must be a Duration. Write for example Duration.seconds(10).'],
  ['a scaling that is a number', { scaling: 3 }, '[chart/api] scaling = 3: must be an object, and is a number. '],
  ['a scaling that is written by hand', { scaling: { min: 1, max: 3 } },
    '[chart/api] scaling: must be made by its own function, and is a plain object. Write for example Scaling.between(2, 10)'],
  ['an exposure that is written by hand', { exposure: { host: 'api.example.com' } },
    '[chart/api] exposure: must be made by its own function, and is a plain object. Write for example Exposure.ingress('],
  ['log files of nothing', { logs: LogFiles.of(missing) }, '[chart/api] logs.directory: must be text. '],
  ['an artifact of nothing', { artifact: Artifact.of(missing) }, '[chart/api] artifact.image: must be text. '],
  ['a dependency of nothing', { dependencies: [Dependency.of(missing)] }, '[chart/api] dependencies[0].path: must be text. '],
  ['a priority class with blanks', { priorityClassName: 'very high' }, '[chart/api] priorityClassName = "very high": must be '],
  ['a variable name with a blank', { container: { ...CONTAINER, envVariables: { 'A B': EnvValue.fromValue('1') } } },
    '[chart/api] container.envVariables = "A B": must be a variable\'s name'],
  ['a variable name with =', { container: { ...CONTAINER, envVariables: { 'A=B': EnvValue.fromValue('1') } } },
    '[chart/api] container.envVariables = "A=B": must be a variable\'s name'],
])('%s is refused by name', (_, props, line) => {
  expect(said(props)).toContainEqual(expect.stringContaining(line));
});

test('secrets without file, path or key are refused by name', () => {
  const lines = said({ secrets: [SecretFile.value(missing)] });
  for (const field of ['.path: ', '.key: ', 'secrets.file: ']) expect(lines).toContainEqual(expect.stringContaining(field));
});

test('everything that is wrong is told at once', () => {
  const lines = said({
    container: { ...CONTAINER, image: 42 }, owner: { team: missing, contact: 7 }, callers: [Caller.external('a\nb', 'x')],
    priorityClassName: Symbol('high'), expires: new Date(0), colour: 'not looked at',
  });
  expect(lines.map(line => /^\[chart\/api\] ([\w.[\]]+)/.exec(line)?.[1]).sort()).toEqual([
    'callers[0].name', 'container.image', 'expires', 'owner.contact', 'owner.team', 'priorityClassName',
  ]);
});

test('a schedule, a time zone and a choice that are strings of another kind are refused', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const wrong: any = { schedule: '0 3 * * *', timeZone: 'europe/berlin', concurrency: 'never' };
  new PinterestCronJob(new PinterestChart(app, 'chart', { owner: OWNER }), 'report', { container: CONTAINER, ...wrong });
  expect(complaints(() => app.synth())).toEqual(expect.arrayContaining([
    expect.stringContaining('schedule = "0 3 * * *": must be a Cron.'),
    expect.stringContaining('timeZone = "europe/berlin": is not a time zone.'),
    expect.stringContaining('concurrency = "never": is no Concurrency. Write one of Concurrency.FORBID, '),
  ]));
});

test('no message contains a password or a key', () => {
  const secret = 'hunter2-very-secret';
  const backend = (options: any) => new Platform({
    clusters: [new Cluster({
      name: 'prod', environment: 'prod', version: KubernetesVersion.V1_37,
      telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://t.example.com', ...options }) },
    })],
  });
  for (const options of [
    { endpoint: `https://user:${secret}@t.example.com` },
    { endpoint: `https://${secret}@t.example.com/a b` },
    { certificateAuthority: `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----` },
    { certificateAuthority: `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----` },
  ]) {
    const lines = complaints(() => new PinterestApp({ outdir: freshFolder(), platform: backend(options) }).synth());
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toContain(secret);
  }
});

test('a service of the same strings in ordinary form is taken', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new PinterestService(new PinterestChart(app, 'chart', { owner: OWNER }), 'api', {
    container: {
      ...CONTAINER, envVariables: { 'spring.datasource.url': EnvValue.fromValue('jdbc:x://$(HOST)/') }, workingDir: '/',
    },
    priorityClassName: 'high', callers: [Caller.external('web.v2', 'shop')],
  });
  expect(complaints(() => app.synth())).toEqual([]);
});

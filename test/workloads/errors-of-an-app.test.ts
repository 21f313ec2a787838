import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Chart, JsonPatch, Size } from 'cdk8s';
import {
  Artifact, Caller, Channel, Exposure, PinterestApp, PinterestChart,
  PinterestService, PinterestServiceProps, Requirement, Scaling,
} from 'cdk8s-pinterest';
import { ClusterStage, Cluster, IdentityProvider, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { Cpu, EnvValue, Probe } from 'cdk8s-plus-27';

const OWNER = { team: 'boards', contact: 'boards@example.com' };
const IMAGE = { image: 'registry.example.com/api:1', portNumber: 8080 };

const mesh = new Cluster({
  name: 'prod',
  environment: 'prod',
  version: KubernetesVersion.V1_37,
  identity: IdentityProvider.certManager({ issuer: 'mesh' }),
  releases: ['2026.11'],
});
const bare = new Cluster({ name: 'dev', environment: 'dev', version: KubernetesVersion.V1_27 });

class Nowhere extends Requirement {
  constructor() {
    super('nowhere');
  }
}

function outdir(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'errors-'));
}

/** The error of a synth of a chart with these services. */
function synthError(services: Record<string, Partial<PinterestServiceProps>>, cluster = mesh): string {
  const folder = outdir();
  const app = new PinterestApp({ platform: new Platform({ clusters: [cluster] }), outdir: folder });
  const chart = new PinterestChart(app, 'chart', { namespace: 'shop', owner: OWNER });
  for (const [name, props] of Object.entries(services)) new PinterestService(chart, name, { container: IMAGE, ...props });
  let message = '';
  try {
    app.synth();
  } catch (error) {
    message = (error as Error).message;
  }
  if (message) expect(fs.readdirSync(folder)).toEqual([]);
  return message;
}

test('a valid service has no error', () => {
  expect(synthError({ api: {} })).toBe('');
});

const LONG = 'a'.repeat(64);

test.each<[string, Record<string, Partial<PinterestServiceProps>>, string, Cluster?]>([
  ['a name that is no DNS label', { '1api': {} }, '[chart/1api] name = "1api": must be lower-case letters'],
  ['a name that is too long', { [LONG]: {} }, `[chart/${LONG}] name = "${LONG}": must not be longer than 63 characters`],
  [
    'a port that is there twice',
    { api: { container: { ...IMAGE, ports: [{ number: 8080 }] } } },
    '[chart/api] container.ports[0] = "number 8080": is already used by container.portNumber',
  ],
  [
    'two ports of one name',
    { api: { container: { image: 'x', ports: [{ number: 1, name: 'http' }, { number: 2, name: 'http' }] } } },
    'container.ports[1] = "name http": is already used by container.ports[0]',
  ],
  [
    'a port that the proxy has',
    { api: { container: { ...IMAGE, portNumber: 8443 } } },
    '[chart/api] container.portNumber = 8443: is the port of the container "proxy"',
  ],
  [
    'a probe that asks no port',
    { api: { container: { ...IMAGE, readiness: Probe.fromHttpGet('/', { port: 9 }) } } },
    '[chart/api] container.readiness = 9: probes a port that the container does not have. '
      + 'Add it to container.ports, or probe another port. Known ports: 8080.',
  ],
  [
    'an exposure without port',
    { api: { container: { image: 'x' }, exposure: Exposure.httpRoute({ host: 'x.example.com' }) } },
    '[chart/api] exposure: there is no port to expose',
  ],
  [
    'an exposure on a cluster without ingress controller',
    { api: { exposure: Exposure.ingress({ host: 'x.example.com' }) } },
    '[chart/api] exposure = "ingress": the cluster prod has no ingress controller',
  ],
  [
    'an exposure on a cluster without gateway',
    { api: { exposure: Exposure.httpRoute({ host: 'x.example.com' }) } },
    '[chart/api] exposure = "httpRoute": the cluster prod has no gateway',
  ],
  [
    'a variable that the platform sets',
    { api: { container: { ...IMAGE, envVariables: { PLATFORM_NODE: EnvValue.fromValue('x') } } } },
    '[chart/api] container.envVariables = "PLATFORM_NODE": is set by the component environment of the release 2026.11',
  ],
  [
    'a variable in the container and in the configuration',
    { api: { container: { ...IMAGE, envVariables: { A: EnvValue.fromValue('x') } }, config: { env: { A: 'y' } } } },
    '[chart/api] config.env = "A": is also in container.envVariables',
  ],
  [
    'a variable with an invalid name',
    { api: { config: { env: { '1A': 'y' } } } },
    '[chart/api] config.env = "1A": must be a variable\'s name',
  ],
  [
    'an unknown template',
    { api: { config: { files: { 'a.yaml': '{{clutser}}' } } } },
    '[chart/api] config.files["a.yaml"] = "{{clutser}}": has no value here. '
      + 'Known names: cluster, dnsDomain, environment, namespace, service, team. Write \\{{clutser}}',
  ],
  [
    'a caller that is not there',
    { api: { callers: [Caller.workload('wbe')] }, web: {} },
    '[chart/api] callers = "shop/wbe": is not a workload of this app on the cluster prod. Known workloads: shop/api, shop/web.',
  ],
  [
    'a minimum above the maximum',
    { api: { scaling: Scaling.between(5, 3).onCpu(60) } },
    '[chart/api] scaling.min = 5: must not be above the maximum, 3. Write Scaling.between(3, 5).',
  ],
  [
    'scaling by no measure',
    { api: { scaling: Scaling.between(2, 3) } },
    '[chart/api] scaling = "2 to 3": must have a target for the autoscaler',
  ],
  ['a limit below the request', {
    api: {
      container: {
        ...IMAGE,
        resources: {
          cpu: { request: Cpu.units(1), limit: Cpu.millis(500) },
          memory: { request: Size.gibibytes(1), limit: Size.mebibytes(1) },
        },
      },
    },
  }, '[chart/api] container.resources.cpu.limit = "500m": must not be below the request, 1000m'],
  [
    'a release that nobody offers',
    { api: { channel: Channel.pinned('2025.01') } },
    '[chart/api] channel = "pinned to 2025.01": means the release 2025.01, which the cluster prod does not have. '
      + 'Install it on that cluster, or choose another channel. Known releases: 2026.11.',
  ],
  ['a release that the cluster does not have', { api: {} }, 'which the cluster old does not have', new Cluster({
    name: 'old', environment: 'dev', version: KubernetesVersion.V1_27, releases: ['2025.01'],
  })],
  [
    'a requirement that no component fulfils',
    { api: { requirements: [new Nowhere()] } },
    '[chart/api] requirements = "nowhere": the release 2026.11 has no such component',
  ],
  [
    'an artifact of another image',
    { api: { artifact: Artifact.of({ image: 'registry.example.com/web', version: '1' }) } },
    '[chart/api] artifact.image = "registry.example.com/web": is not the repository of container.image, registry.example.com/api',
  ],
  [
    'a digest that is none',
    { api: { artifact: Artifact.of({ image: 'registry.example.com/api', version: '1', digest: 'sha256:1' }) } },
    '[chart/api] artifact.digest = "sha256:1": must be',
  ],
  [
    'pod certificates on an old cluster',
    { api: {} },
    '[app] platform.clusters["old"].identity = "a/b": pod certificates need Kubernetes 1.37, and the cluster has 1.27',
    new Cluster({
      name: 'old',
      environment: 'dev',
      version: KubernetesVersion.V1_27,
      identity: IdentityProvider.podCertificate({ signer: 'a/b' }),
    }),
  ],
])('%s fails the synth, with place, value and way out', (_, services, message, cluster = mesh) => {
  expect(synthError(services, cluster)).toContain(message);
});

test('all problems of all workloads are reported at once', () => {
  const message = synthError({
    api: { scaling: Scaling.between(5, 3).onCpu(60), callers: [Caller.workload('nobody')] },
    web: { config: { files: { f: '{{x}}' } } },
  });
  expect(message).toContain('[chart/api] scaling.min');
  expect(message).toContain('[chart/api] callers');
  expect(message).toContain('[chart/web] config.files');
});

test('two workloads of one name in a namespace of a cluster are refused', () => {
  const app = new PinterestApp({ outdir: outdir() });
  for (const id of ['one', 'two']) {
    new PinterestService(new PinterestChart(app, id, { owner: OWNER }), 'api', { container: IMAGE });
  }
  expect(() => app.synth()).toThrow('[two/api] name = "api": is also the name of one/api');
});

test('a container patch or a container that meets another one is refused', () => {
  const app = new PinterestApp({ outdir: outdir() });
  const { pod } = new PinterestService(new PinterestChart(app, 'chart', { owner: OWNER }), 'api', { container: IMAGE });
  pod.patchContainer('porxy', JsonPatch.add('/tty', true));
  pod.addSidecar('app', { container: { image: 'x' } });
  expect(() => app.synth()).toThrow(/pod.containers = "app": is added by the user and by the user[^]*pod.patchContainer = "porxy": is not a container of the pod. Known containers: app./);
});

test('a workload without owner, and one on no chosen cluster, are refused on a plain App, too', () => {
  const app = new App({ outdir: outdir() });
  new Platform({ clusters: [mesh, bare] }).attach(app);
  new PinterestService(new Chart(app, 'plain'), 'api', { container: IMAGE });
  new PinterestService(new Chart(new ClusterStage(app, bare), 'fine'), 'api', { container: IMAGE, owner: OWNER });
  expect(() => app.synth())
    .toThrow(/\[plain\/api\] cluster: the platform has several clusters[^]*\[plain\/api\] owner: every workload needs an owner/);
});

test('a failed synth leaves an earlier good output as it was', () => {
  const folder = outdir();
  const build = (max: number) => {
    const app = new PinterestApp({ outdir: folder });
    new PinterestService(new PinterestChart(app, 'good', { owner: OWNER }), 'good', { container: IMAGE });
    new PinterestService(new PinterestChart(app, 'chart', { owner: OWNER }), 'api', {
      container: IMAGE, scaling: Scaling.between(2, max).onCpu(60),
    });
    return app;
  };
  build(3).synth();
  const state = () => fs.readdirSync(folder).map(file => [
    file, fs.readFileSync(path.join(folder, file), 'utf8'), fs.statSync(path.join(folder, file)).mtimeMs,
  ]);
  const before = state();
  expect(() => build(1).synth()).toThrow('scaling.min');
  expect(state()).toEqual(before);
  build(3).synth();
  expect(state()).toEqual(before);
});

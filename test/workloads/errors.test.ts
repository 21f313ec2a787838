import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart, JsonPatch, Size } from 'cdk8s';
import {
  Caller, Exposure, PinterestApp, PinterestChart, PinterestService, PinterestServiceProps, PodPlan, PodVolume, Scaling,
} from 'cdk8s-pinterest';
import { ClusterStage, Platform } from 'cdk8s-pinterest/platform';
import { Cpu, EnvValue, Probe } from 'cdk8s-plus-27';
import { allFilesOf, api, BARE, clusterOf, complaints, CONTAINER, freshFolder, OWNER, Services, Shop, World } from '../synth';

/** What the synth says of services; if it says something, no file is there. */
function errors(services: Services, world?: World): string[] {
  const shop = Shop.of(services, world);
  const lines = complaints(() => shop.app.synth());
  if (lines.length > 0) expect(allFilesOf(shop.app.outdir)).toEqual([]);
  return lines;
}

const LONG = 'a'.repeat(64);
const A = { A: EnvValue.fromValue('x') };

test('a valid service has no error', () => {
  expect(errors({ api: {} })).toEqual([]);
  expect(errors({ api: {} }, BARE)).toEqual([]);
});

test.each<[string, Services, string[]]>([
  ['a name that is no DNS label', { '1api': {} }, ['[chart/1api] name = "1api": must be lower-case letters, '
    + 'digits and "-", starting with a letter. Rename the construct\'s id, for example to "api".']],
  ['a name of 64 characters', { [LONG]: {} }, [`[chart/${LONG}] name = "${LONG}": must not be longer than 63 `
    + 'characters, but has 64. Shorten the construct\'s id: it becomes part of object names, DNS names and labels.']],
  ['a port number that is there twice', { api: { container: { ...CONTAINER, ports: [{ number: 8080 }] } } }, [
    '[chart/api] container.ports[0] = "number 8080": is already used by container.portNumber. '
      + 'Give each port a number and a name of its own.',
  ]],
  [
    'a port name that is there twice',
    { api: { container: { image: 'x:1', ports: [{ number: 1, name: 'a' }, { number: 2, name: 'a' }] } } },
    ['[chart/api] container.ports[1] = "name a": is already used by container.ports[0]. '
      + 'Give each port a number and a name of its own.'],
  ],
  ['the proxy\'s port 8443', { api: { container: { ...CONTAINER, portNumber: 8443 } } }, ['[chart/api] '
    + 'container.portNumber = 8443: is the port of the container "proxy" in the same pod. '
    + 'Let the application listen on another port, for example 8080.']],
  ['the proxy\'s port 8443, further down', { api: { container: { ...CONTAINER, ports: [{ number: 8443, name: 'metrics' }] } } }, [
    '[chart/api] container.ports[0] = 8443: is the port of the container "proxy" in the same pod. '
      + 'Let the application listen on another port, for example 8080.',
  ]],
  ['a probe that asks a missing port', {
    api: {
      container: {
        ...CONTAINER,
        readiness: Probe.fromHttpGet('/', { port: 9 }),
        liveness: Probe.fromTcpSocket({ port: 8 }),
        startup: Probe.fromHttpGet('/', { port: 7 }),
      },
    },
  }, [
    '[chart/api] container.startup = 7: probes a port that the container does not have. '
      + 'Add it to ports with PortAccess.KUBELET, or probe another port. Known ports: 8080.',
    '[chart/api] container.readiness = 9: probes a port that the container does not have. '
      + 'Add it to ports with PortAccess.KUBELET, or probe another port. Known ports: 8080.',
    '[chart/api] container.liveness = 8: probes a port that the container does not have. '
      + 'Add it to ports with PortAccess.KUBELET, or probe another port. Known ports: 8080.',
  ]],
  [
    'a variable that the platform sets',
    { api: { container: { ...CONTAINER, envVariables: { PLATFORM_NODE: EnvValue.fromValue('x') } } } },
    ['[chart/api] container.envVariables = "PLATFORM_NODE": is set by the component environment of the release '
      + '2026.11. Remove it, or choose another name.'],
  ],
  ['a variable of the configuration that the platform sets', { api: { config: { env: { OTEL_SERVICE_NAME: 'x' } } } }, [
    '[chart/api] config.env = "OTEL_SERVICE_NAME": is set by the component environment of the release 2026.11. '
      + 'Remove it, or choose another name.',
  ]],
  [
    'a variable in container and configuration',
    { api: { container: { ...CONTAINER, envVariables: A }, config: { env: { A: 'y' } } } },
    ['[chart/api] config.env = "A": is also in container.envVariables. Keep one of the two.'],
  ],
  ['a variable of the configuration whose name is none', { api: { config: { env: { '1A': 'y' } } } }, [
    '[chart/api] config.env = "1A": must be a variable\'s name: letters, digits and "_", not starting with a digit. '
      + 'Write a name such as "LOG_LEVEL". container.envVariables take names with "." and "-", which shells lose.',
  ]],
  ['an unknown caller', { api: { callers: [Caller.workload('wbe')] }, web: {} }, ['[chart/api] callers = "shop/wbe": '
    + 'is not a workload of this app on the cluster prod. Known workloads: shop/api, shop/web. '
    + 'Write Caller.external(name, namespace) for a workload of another app.']],
  ['a caller of the wrong namespace', { api: { callers: [Caller.workload('web', { namespace: 'front' })] }, web: {} }, [
    '[chart/api] callers = "front/web": is not a workload of this app on the cluster prod. '
      + 'Known workloads: shop/api, shop/web. Write Caller.external(name, namespace) for a workload of another app.',
  ]],
  ['limits below requests', {
    api: {
      container: {
        ...CONTAINER,
        resources: {
          cpu: { request: Cpu.units(1), limit: Cpu.millis(500) },
          memory: { request: Size.mebibytes(2), limit: Size.mebibytes(1) },
        },
      },
    },
  }, [
    '[chart/api] container.resources.cpu.limit = "500m": must not be below the request, 1000m. '
      + 'Raise the limit, lower the request, or leave the limit out.',
    '[chart/api] container.resources.memory.limit = "1024Ki": must not be below the request, 2048Ki. '
      + 'Raise the limit, lower the request, or leave the limit out.',
  ]],
])('%s is refused, with path, field, value and fix', (_, services, lines) => {
  expect(errors(services)).toEqual(lines);
});

test('no proxy, no clash: its ports are free where it is not', () => {
  expect(errors({ api: { container: { ...CONTAINER, portNumber: 8443 } } }, BARE)).toEqual([]);
  expect(errors({ api: { container: { ...CONTAINER, portNumber: 8081 } } })).toEqual([]);
});

test('the proxy\'s plain port is taken where the service is exposed', () => {
  expect(errors({
    api: { container: { ...CONTAINER, portNumber: 8081 }, exposure: Exposure.ingress({ host: 'a.example.com' }) },
  })).toEqual([
    '[chart/api] container.portNumber = 8081: is the port of the container "proxy" in the same pod. '
      + 'Let the application listen on another port, for example 8080.',
  ]);
});

test('the port at which the proxy answers the kubelet is taken, too', () => {
  expect(errors({ api: { container: { ...CONTAINER, portNumber: 8480 } } })).toEqual([
    expect.stringContaining('[chart/api] container.portNumber = 8480: is the port of the container "proxy"'),
  ]);
});

test('a caller that is declared later in the app, or by another app, is known', () => {
  expect(errors({ api: { callers: [Caller.workload('web'), Caller.external('any', 'where')] }, web: {} })).toEqual([]);
});

test('a caller on another cluster is none on this one', () => {
  const clusters = ['one', 'two'].map(name => clusterOf({ name }));
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters }) });
  const [one, two] = clusters.map(cluster => new PinterestChart(new ClusterStage(app, cluster), 'shop', { owner: OWNER }));
  new PinterestService(one, 'web', { container: CONTAINER });
  new PinterestService(two, 'api', { container: CONTAINER, callers: [Caller.workload('web')] });
  expect(complaints(() => app.synth())).toEqual([expect.stringContaining(
    '[two/shop/api] callers = "default/web": is not a workload of this app on the cluster two. Known workloads: default/api.',
  )]);
});

test('two workloads of one name in a namespace are refused, each naming the other', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  for (const id of ['one', 'two']) {
    new PinterestService(new PinterestChart(app, id, { owner: OWNER, namespace: 'shop' }), 'api', { container: CONTAINER });
  }
  expect(complaints(() => app.synth())).toEqual([
    '[one/api] name = "api": is also the name of two/api, in the same cluster and namespace. '
      + 'Rename one of the two, or give their charts different namespaces.',
    '[two/api] name = "api": is also the name of one/api, in the same cluster and namespace. '
      + 'Rename one of the two, or give their charts different namespaces.',
  ]);
});

test('one name in two namespaces, or on two clusters, is no clash', () => {
  const clusters = ['one', 'two'].map(name => clusterOf({ name }));
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters }) });
  for (const cluster of clusters) {
    const scope = new ClusterStage(app, cluster);
    for (const namespace of ['a', 'b']) {
      new PinterestService(new PinterestChart(scope, namespace, { owner: OWNER, namespace }), 'api', { container: CONTAINER });
    }
  }
  expect(complaints(() => app.synth())).toEqual([]);
});

test('whatever meets in a pod is refused', () => {
  const shop = api();
  const { pod } = shop.services.api;
  pod.addSidecar('proxy', { container: { image: 'x:1' } });
  pod.addInitContainer('app', { container: { image: 'x:1' } });
  pod.addVolume(PodVolume.emptyDir('identity'));
  pod.addEnv('PLATFORM_NODE', EnvValue.fromValue('x'));
  pod.patchContainer('porxy', JsonPatch.add('/tty', true));
  expect(complaints(() => shop.write())).toEqual([
    '[chart/api] pod = "volume \\"identity\\"": is added by the component identity of the release 2026.11 and by the '
      + 'user. Choose another name.',
    '[chart/api] pod = "variable \\"PLATFORM_NODE\\"": is added by the component environment of the release 2026.11 '
      + 'and by the user. Choose another name.',
    '[chart/api] pod.containers = "proxy": is added by the component traffic of the release 2026.11 and by the user. '
      + 'Choose another name.',
    '[chart/api] pod.containers = "app": is added twice by the user. Choose another name.',
    '[chart/api] pod.patchContainer = "porxy": is not a container of the pod. Known containers: app, proxy.',
  ]);
});

test.each<[string, Partial<PinterestServiceProps>, (pod: PodPlan) => void]>([
  ['a mount of no volume', {}, pod => pod.mount({ volume: 'nope', path: '/x' })],
  ['two mounts of one path', { config: { files: { f: 'x' }, mountPath: '/var/run/identity' } }, () => {}],
  ['a pod label that the selector contradicts', {}, pod => pod.addLabel('app.kubernetes.io/name', 'other')],
  ['a container name that is none', { container: { ...CONTAINER, name: 'App' } }, () => {}],
  ['a port number that is none', { container: { ...CONTAINER, portNumber: 70000 } }, () => {}],
  [
    'a port name of more than 15 characters',
    { container: { ...CONTAINER, ports: [{ name: 'far-too-long-a-name', number: 9000 }] } },
    () => {},
  ],
])('%s, which the API server refuses, is refused', (_, props, change) => {
  const shop = api(props);
  change(shop.services.api.pod);
  expect(complaints(() => shop.write())).toEqual([expect.stringMatching(/^\[chart\/api\] .*: .*\. .*\.$/)]);
});

test('one workload can have many problems, and all are told', () => {
  const fields = errors({
    Api: {
      scaling: Scaling.between(5, 3),
      callers: [Caller.workload('x')],
      config: { files: { 'a/b': '{{y}}' } },
      container: { ...CONTAINER, portNumber: 8443 },
    },
  })
    .map(line => /^\[chart\/Api\] ([\w.]+)/.exec(line)![1]);
  expect(fields.sort()).toEqual([
    'callers', 'config.files', 'config.files', 'container.portNumber', 'name', 'scaling', 'scaling.min',
  ]);
});

test('a workload without owner, and one on no chosen cluster, are refused on a plain App, too', () => {
  const app = new App({ outdir: freshFolder() });
  const clusters = ['one', 'two'].map(name => clusterOf({ name }));
  new Platform({ clusters }).attach(app);
  new PinterestService(new Chart(app, 'plain'), 'api', { container: CONTAINER });
  new PinterestService(new Chart(new ClusterStage(app, clusters[1]), 'fine'), 'api', { container: CONTAINER, owner: OWNER });
  expect(complaints(() => app.synth())).toEqual([
    '[plain/api] cluster: the platform has several clusters, and none is chosen here. '
      + 'Build the chart below new ClusterStage(app, cluster). Known clusters: one, two.',
    '[plain/api] owner: every workload needs an owner. Use a PinterestChart, or write owner: { team, contact }.',
  ]);
});

test('a failed synth touches no file of an earlier good output, and neither does the next good one', () => {
  const outdir = freshFolder();
  const shop = (max: number) => new Shop(new PinterestApp({ outdir }), {
    good: {}, api: { scaling: Scaling.between(2, max).onCpu(60) },
  });
  shop(3).write();
  const state = () => allFilesOf(outdir).map(file => {
    const at = path.join(outdir, file);
    return [file, fs.readFileSync(at, 'utf8'), fs.statSync(at).mtimeMs];
  });
  const before = state();
  expect(() => shop(1).write()).toThrow('scaling.min');
  expect(state()).toEqual(before);
  shop(3).write();
  expect(state()).toEqual(before);
});

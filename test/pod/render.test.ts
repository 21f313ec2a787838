import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { PinterestServiceProps, PodPlan, PodVolume } from 'cdk8s-pinterest';
import { Release, StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { EnvValue, Handler, Volume } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { api, BARE, complaints, CONTAINER, MESH, named, namesOf, Shop, VERSIONS, World } from '../synth';

const NATIVE = VERSIONS.filter(version => Number(version.slice(2)) >= 29);
const OLD = VERSIONS.filter(version => !NATIVE.includes(version));
const on = (version: string, world: World = MESH): World => ({ ...world, version });
const preStop = (props: Partial<PinterestServiceProps>, world: World) => api(props, world).container('app').lifecycle?.preStop;

test.each(NATIVE)('on %s a sidecar is an init container that restarts always', version => {
  const { spec, metadata } = api({}, on(version)).template;
  expect(namesOf(spec.containers)).toEqual(['app']);
  expect(namesOf(spec.initContainers)).toEqual(['proxy']);
  expect(spec.initContainers[0].restartPolicy).toBe('Always');
  expect(metadata.annotations).not.toHaveProperty(['kubectl.kubernetes.io/default-container']);
});

test.each(OLD)('on %s a sidecar is the first container, and no container says restartPolicy', version => {
  const shop = api({}, on(version));
  shop.services.api.pod.addInitContainer('early', { container: { image: 'x:1' } });
  const { spec, metadata } = shop.template;
  expect(namesOf(spec.containers)).toEqual(['proxy', 'app']);
  expect(namesOf(spec.initContainers)).toEqual(['early']);
  expect(JSON.stringify(spec)).not.toContain('restartPolicy');
  expect(metadata.annotations['kubectl.kubernetes.io/default-container']).toBe('app');
});

/** A pod with a sidecar that says how it is stopped. */
function withGate(version: string) {
  const shop = api({ drain: Duration.seconds(25) }, on(version, BARE));
  shop.services.api.pod.addSidecar('gate', { container: { image: 'x:1' }, stopCommand: 'kill -USR1 1; sleep 3600' });
  return shop.container('gate').lifecycle;
}

test.each(OLD)('on %s a sidecar is stopped by its command, once the drain is over', version => {
  expect(withGate(version).preStop.exec.command).toEqual(['sh', '-c', expect.stringMatching(/^sleep 25; kill -USR1 1/)]);
});

test.each(NATIVE)('on %s the kubelet stops a sidecar after the application, without command', version => {
  expect(withGate(version)).toBeUndefined();
});

test('below 1.29 a pod without sidecar has no default container', () => {
  expect(api({}, on('1.27', BARE)).template.metadata.annotations).not.toHaveProperty(['kubectl.kubernetes.io/default-container']);
});

test.each(VERSIONS)('on %s the application stops when the proxy has drained, by the kubelet\'s own sleep where it has one', version => {
  const sleeps = Number(version.slice(2)) >= 30;
  expect(preStop({}, on(version)))
    .toEqual(sleeps ? { sleep: { seconds: 10 } } : { httpGet: { path: '/drain', port: 8480, scheme: 'HTTP' } });
});

test.each(VERSIONS)('on %s without proxy the application sleeps before it stops, by the kubelet where it can', version => {
  const sleeps = Number(version.slice(2)) >= 30;
  expect(preStop({ drain: Duration.seconds(7) }, on(version, BARE)))
    .toEqual(sleeps ? { sleep: { seconds: 7 } } : { exec: { command: ['sleep', '7'] } });
});

test.each(VERSIONS)('on %s the user\'s own preStop hook wins, and other hooks are kept', version => {
  const lifecycle = { preStop: Handler.fromCommand(['bye']), postStart: Handler.fromCommand(['hello']) };
  for (const world of [MESH, BARE]) {
    expect(api({ container: { ...CONTAINER, lifecycle } }, on(version, world)).container('app').lifecycle).toEqual({
      preStop: { exec: { command: ['bye'] } }, postStart: { exec: { command: ['hello'] } },
    });
  }
  const kept = { postStart: Handler.fromCommand(['hello']) };
  expect(api({ container: { ...CONTAINER, lifecycle: kept } }, on(version)).container('app').lifecycle).toMatchObject({
    preStop: {}, postStart: { exec: {} },
  });
});

test('without drain nothing holds the application back', () => {
  expect(preStop({ drain: Duration.seconds(0) }, BARE)).toBeUndefined();
});

test('a pod has the time of its drain and of its stop', () => {
  expect(api({ drain: Duration.seconds(20), stop: Duration.minutes(2) }).template.spec.terminationGracePeriodSeconds).toBe(140);
  expect(api().template.spec.terminationGracePeriodSeconds).toBe(40);
});

test.each(
  VERSIONS,
)('on %s every container, init, sidecar and application, is restricted and requests CPU and memory', version => {
  const shop = api({}, on(version));
  shop.services.api.pod.addInitContainer('early', { container: { image: 'x:1' } });
  const { spec } = shop.template;
  expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  const all = [...spec.containers, ...spec.initContainers];
  expect(namesOf(all).sort()).toEqual(['app', 'early', 'proxy']);
  for (const { securityContext, resources } of all) {
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] },
    });
    expect(securityContext).not.toHaveProperty('privileged');
    expect(resources.requests).toEqual({ cpu: expect.stringMatching(/^\d+m?$/), memory: expect.stringMatching(/^\d+[KMG]i$/) });
  }
});

test('the user can loosen the application\'s security context, and that of no other container', () => {
  const shop = api({ container: { ...CONTAINER, securityContext: { readOnlyRootFilesystem: false, user: 1000 } } });
  expect(shop.container('app').securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: false,
    runAsNonRoot: true,
    runAsUser: 1000,
    capabilities: { drop: ['ALL'] },
  });
  expect(shop.container('proxy').securityContext).toMatchObject({ readOnlyRootFilesystem: true, runAsUser: 10001 });
});

test('a pod has an account of its own, no token, and no variables of other services', () => {
  const shop = api();
  expect(shop.template.spec).toMatchObject({
    serviceAccountName: 'api', automountServiceAccountToken: false, enableServiceLinks: false,
  });
  expect(shop.one('ServiceAccount')).toMatchObject({
    metadata: { name: 'api', namespace: 'shop' }, automountServiceAccountToken: false,
  });
});

class Extra extends Component {
  public readonly name = 'extra';
  public readonly phase = Phase.DEPENDENCIES;

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: Construct): void {
    new ApiObject(beside, 'object', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${workload.name}-extra` }, data: { a: 'b' },
    });
    pod.addVolume(PodVolume.memory('data', Size.mebibytes(64)));
    pod.addInitContainer('fetch', {
      container: { image: 'fetch:1' }, mounts: [{ volume: 'data', path: '/out', readOnly: false }],
    });
    pod.addSidecar('watch', { container: { image: 'watch:1' } });
    pod.mount({ volume: 'data', path: '/data' });
    pod.addEnv('DATA', EnvValue.fromValue('/data'));
    pod.addLabel('extra', 'yes');
    pod.addAnnotation('extra', 'yes');
  }
}

const EXTRA: Release[] = [StandardRelease.v202611().derive('extra', [new Extra()])];

test.each(VERSIONS)('on %s what a component adds is in the pod, in the order of phases', version => {
  const shop = api({}, { ...on(version), offered: EXTRA });
  const { spec, metadata } = shop.template;
  const native = NATIVE.includes(version);
  expect(namesOf(spec.initContainers)).toEqual(native ? ['fetch', 'watch', 'proxy'] : ['fetch']);
  expect(namesOf(spec.containers)).toEqual(native ? ['app'] : ['watch', 'proxy', 'app']);
  expect(shop.container('fetch').restartPolicy).toBeUndefined();
  expect(shop.container('fetch').volumeMounts).toEqual([{ name: 'data', mountPath: '/out' }]);
  expect(named(shop.container('app').volumeMounts, 'data')).toEqual({ name: 'data', mountPath: '/data', readOnly: true });
  expect(named(spec.volumes, 'data')).toEqual({ name: 'data', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } });
  expect(named(shop.container('app').env, 'DATA')).toEqual({ name: 'DATA', value: '/data' });
  expect(metadata).toMatchObject({ labels: { extra: 'yes' }, annotations: { extra: 'yes' } });
  expect(shop.one('Deployment').spec.selector.matchLabels).not.toHaveProperty('extra');
  expect(shop.all('ConfigMap').map(object => object.metadata.name)).toContain('api-extra');
});

test('what the user adds is in the pod, after what components add', () => {
  const shop = api({}, { ...MESH, offered: EXTRA });
  const { pod } = shop.services.api;
  pod.addVolume(PodVolume.emptyDir('scratch'));
  pod.mount({ volume: 'scratch', path: '/scratch', readOnly: false });
  pod.addInitContainer('mine', { container: { image: 'mine:1' } });
  pod.addEnv('MINE', EnvValue.fromValue('x'));
  const { spec } = shop.template;
  expect(namesOf(spec.initContainers)).toEqual(['fetch', 'watch', 'proxy', 'mine']);
  expect(named(spec.volumes, 'scratch')).toEqual({ name: 'scratch', emptyDir: {} });
  expect(named(shop.container('app').volumeMounts, 'scratch')).toEqual({ name: 'scratch', mountPath: '/scratch' });
  expect(namesOf(shop.container('app').env).at(-1)).toBe('MINE');
});

test('the container\'s own variables stand after the platform\'s, so that they can refer to them', () => {
  const shop = api({ container: { ...CONTAINER, envVariables: { MINE: EnvValue.fromValue('$(PLATFORM_NODE) $(LATE)') } } });
  shop.services.api.pod.addEnv('LATE', EnvValue.fromValue('x'));
  const names = namesOf(shop.container('app').env);
  expect(names.slice(-2)).toEqual(['LATE', 'MINE']);
  expect(names).toContain('PLATFORM_NODE');
});

test('a cdk8s-plus volume comes with the container that mounts it', () => {
  const volume = Volume.fromEmptyDir(Shop.of({}).chart, 'cache', 'cache');
  const own = api({ container: { ...CONTAINER, volumeMounts: [{ path: '/cache', volume }] } });
  expect(named(own.template.spec.volumes, 'cache')).toEqual({ name: 'cache', emptyDir: {} });
  expect(named(own.container('app').volumeMounts, 'cache')).toMatchObject({ name: 'cache', mountPath: '/cache' });
});

test('a cdk8s-plus volume with the name of a platform volume does not take its place', () => {
  const volume = Volume.fromEmptyDir(Shop.of({}).chart, 'mine', 'identity');
  const lines = complaints(() => api({ container: { ...CONTAINER, volumeMounts: [{ path: '/mine', volume }] } }).write());
  expect(lines).toEqual([expect.stringMatching(/^\[chart\/api\] .*identity/)]);
});

test.each(VERSIONS)('on %s any container is patched by name, wherever it is', version => {
  const shop = api({}, on(version));
  const { pod } = shop.services.api;
  pod.addInitContainer('early', { container: { image: 'x:1' } });
  for (const name of ['app', 'proxy', 'early']) pod.patchContainer(name, JsonPatch.add('/workingDir', `/${name}`));
  for (const name of ['app', 'proxy', 'early']) expect(shop.container(name).workingDir).toBe(`/${name}`);
});

test('patches of a container apply in order, and the pod\'s after them', () => {
  const shop = api();
  const { pod } = shop.services.api;
  pod.patch(JsonPatch.replace('/containers/0/workingDir', '/c'));
  pod.patchContainer('app', JsonPatch.add('/workingDir', '/a'));
  pod.patchContainer('app', JsonPatch.test('/workingDir', '/a'), JsonPatch.replace('/workingDir', '/b'));
  expect(shop.container('app').workingDir).toBe('/c');
});

test('the application\'s container bears the name that the user gave it', () => {
  const shop = api({ container: { ...CONTAINER, name: 'server' } }, on('1.27'));
  expect(namesOf(shop.template.spec.containers)).toEqual(['proxy', 'server']);
  expect(shop.template.metadata.annotations['kubectl.kubernetes.io/default-container']).toBe('server');
});

import { Artifact, Origin, PinterestWorkloadProps, PodPlan, PodVolume } from 'cdk8s-pinterest';
import { Release } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { EnvValue } from 'cdk8s-plus-27';
import { MESH, named, namesOf } from '../synth';
import { steps } from './steps';

const CONTAINER = { image: 'x:1', portNumber: 8080 };
const SELECTOR = { 'app.kubernetes.io/name': 'api', 'pinterest.com/crd_type': 'Kind' };
const planned = (...args: Parameters<typeof steps>) => steps(...args).planned;

test('pods are found by name and kind alone, and have the owner\'s labels too, but no expiry, which may change', () => {
  const artifact = Artifact.of({ image: 'x', version: '1.4', commit: 'abc' });
  const { podLabels, pod } = planned({ expires: '2026-12-31', artifact });
  expect(podLabels).toEqual(SELECTOR);
  expect(pod._read().labels).toEqual({
    ...SELECTOR,
    'app.kubernetes.io/managed-by': 'cdk8s-pinterest',
    'app.kubernetes.io/version': '1.4',
    'pinterest.com/team': 'boards',
    'pinterest.com/release': '2026.11',
  });
  expect(pod._read().annotations).toEqual({ 'pinterest.com/contact': 'boards@example.com', 'pinterest.com/commit': 'abc' });
});

test('the application is the user\'s container, under its own name or "app", with the image that was built', () => {
  expect(planned().application).toMatchObject({ name: 'app', container: { spec: { name: 'app', image: 'x:1' } } });
  expect(planned({ container: { ...CONTAINER, name: 'server' } }).application).toMatchObject({
    name: 'server', container: { spec: { name: 'server' } },
  });
  expect(planned({ artifact: Artifact.of({ image: 'x', version: '2' }) }).application.container.spec.image).toBe('x:2');
});

test('what a kind says of how it runs is in the application, and its spec knows the labels of the pods', () => {
  const privileges = { pod: {}, container: { runAsUser: 0 } };
  const mounts = [{ name: 'data', mountPath: '/data' }];
  const { application } = planned({ priorityClassName: 'high', permissions: [{ resources: ['pods'], verbs: ['get'] }] }, {
    runsToCompletion: true,
    privileges,
    mounts,
    podSpec: podLabels => ({ hostname: Object.values(podLabels).join() }),
  });
  expect(application).toMatchObject({
    apiToken: true, runsToCompletion: true, privileges, mounts, serviceAccount: 'api', priorityClassName: 'high', drainSeconds: 0,
    stopSeconds: 30, spec: { hostname: 'api,Kind' },
  });
  expect(planned().application).toMatchObject({ apiToken: false, runsToCompletion: false, mounts: [], envFrom: [], spec: {} });
});

test('configuration is mounted and read by the application, its templates filled, and made by the kind', () => {
  const { application, config, pod, serviceAccount } = planned({
    config: { files: { f: '{{service}} in {{namespace}} of {{team}} on {{cluster}}' }, env: { A: '{{environment}}' } },
  });
  expect(config.files!.toJson().data).toEqual({ f: 'api in shop of boards on prod' });
  expect(config.env!.toJson().data).toEqual({ A: 'prod' });
  expect(application.mounts).toEqual([{ name: 'config', mountPath: '/etc/app', readOnly: true }]);
  expect(application.envFrom).toEqual([{ configMapRef: { name: config.env!.name } }]);
  expect(pod._read().volumes.get('config')!.source).toEqual({ configMap: { name: config.files!.name } });
  for (const object of [config.files!, config.env!, serviceAccount!]) expect(Origin.of(object)).toEqual(Origin.kind('Kind'));
});

test('without configuration there is no ConfigMap, no volume and no mount', () => {
  const { application, config, pod } = planned();
  expect([config.files, config.env, application.mounts, application.envFrom]).toEqual([undefined, undefined, [], []]);
  expect([...pod._read().volumes.keys()]).toEqual([]);
});

test('its account has no token of its own', () => {
  expect(planned().serviceAccount!.toJson()).toMatchObject({
    kind: 'ServiceAccount', metadata: { name: 'api', namespace: 'shop' }, automountServiceAccountToken: false,
  });
});

class Adding extends Component {
  public readonly phase = Phase.SECRETS;

  constructor(public readonly name: string) {
    super();
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    pod.addEnv(this.name.toUpperCase(), EnvValue.fromValue(workload.name));
    pod.addVolume(PodVolume.emptyDir(this.name));
    beside.addConfigMap(this.name, { a: this.name });
  }
}

test('each component of its release has added to the pod, in its own name, and beside it', () => {
  const offered = [new Release({ name: 'r', components: ['one', 'two'].map(name => new Adding(name)) })];
  const { pod, runtimeObjects } = planned({}, {}, { offered });
  const { env, envOrigins, volumeOrigins } = pod._read();
  const origins = ['one', 'two'].map(name => Origin.component(name, 'r'));
  expect([...env.keys()]).toEqual(['ONE', 'TWO']);
  expect([envOrigins, volumeOrigins]).toEqual([origins, origins]);
  expect(runtimeObjects.map(object => object.toJson().data)).toEqual([{ a: 'one' }, { a: 'two' }]);
});

test('a kind adds after the components, in its own name', () => {
  const { pod } = planned({}, { proxied: true }, MESH);
  expect(namesOf(pod._read().containers)).toEqual(['proxy']);
  pod.addSidecar('kinds', { container: { image: 'x:1' } });
  expect(named(pod._read().containers, 'kinds').origin).toEqual(Origin.kind('Kind'));
});

test.each<[string, Partial<PinterestWorkloadProps>, string[]]>([
  ['configuration', { config: { files: { 'a/b': '{{what}}' } } }, ['config.files["a/b"]']],
  ['a component that is not there', { requirements: [{ component: 'nowhere' }] }, ['requirements']],
])('what is wrong with %s is said, not reported: who planned decides', (_, props, fields) => {
  const { scope, planned: { problems } } = steps(props);
  expect(problems.map(({ field }) => field)).toEqual(fields);
  expect(scope.node.validate()).toEqual([]);
});

test('ports that cdk8s-plus would throw at are left out, with the probes that ask them, and planning goes on', () => {
  const ports = [{ number: 8080, name: 'a' }, { number: 8080, name: 'b' }];
  const { application } = planned({ container: { ...CONTAINER, ports } });
  expect(application.container.failure).toBeUndefined();
  expect(application.container.spec).toMatchObject({ image: 'x:1' });
  expect(application.container.spec.ports).toBeUndefined();
});

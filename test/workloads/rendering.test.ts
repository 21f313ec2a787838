import { App, Chart, JsonPatch, Size } from 'cdk8s';
import {
  TrafficProtocol, Artifact, Caller, Exposure, PinterestService, PinterestServiceProps, PodVolume, Scaling,
} from 'cdk8s-pinterest';
import { Cluster, IdentityProvider, KubernetesVersion, Platform, TrustBundle } from 'cdk8s-pinterest/platform';
import * as kplus from 'cdk8s-plus-27';

const CONTAINER = { image: 'registry.example.com/api:1', portNumber: 8080 };
const IDENTITY = IdentityProvider.certManager({
  issuer: 'mesh', trust: TrustBundle.configMap({ name: 'mesh-authorities' }), trustDomain: 'example.com',
});
const VERSIONS = ['1.27', '1.28', '1.29', '1.30', '1.37'];

/** A service in a plain App: its chart, to add to, and its objects by kind. */
function build(props: Partial<PinterestServiceProps> = {}, version = '1.37', identity: IdentityProvider | undefined = IDENTITY) {
  const app = new App();
  const cluster = new Cluster({
    name: 'prod', environment: 'prod', version: KubernetesVersion.of(version), identity,
    ingress: { className: 'public', namespace: 'ingress' }, gateway: { name: 'public', namespace: 'gateways' },
  });
  new Platform({ clusters: [cluster] }).attach(app);
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  const owner = { team: 'boards', contact: 'boards@example.com' };
  new PinterestService(chart, 'web', { container: CONTAINER, owner });
  const service = new PinterestService(chart, 'api', { container: CONTAINER, owner, ...props });
  const objects = () => (chart.toJson() as any[]).filter(object => object.metadata.labels?.['app.kubernetes.io/name'] !== 'web');
  const find = (kind: string, name = 'api') =>
    objects().find(object => object.kind === kind && object.metadata.name.startsWith(name));
  const pod = () => find('Deployment').spec.template;
  return { chart, service, find, objects, pod };
}

const named = (list: any[], name: string) => list?.find(each => each.name === name);

test.each(VERSIONS)('on %s the proxy is a native sidecar exactly where the version has them', version => {
  const { spec, metadata } = build({}, version).pod();
  if (Number(version.slice(2)) >= 29) {
    expect(named(spec.initContainers, 'proxy').restartPolicy).toBe('Always');
    expect(spec.containers.map((container: any) => container.name)).toEqual(['app']);
  } else {
    expect(spec.initContainers).toBeUndefined();
    expect(JSON.stringify(spec)).not.toContain('"restartPolicy"');
    expect(spec.containers.map((container: any) => container.name)).toEqual(['proxy', 'app']);
    expect(metadata.annotations['kubectl.kubernetes.io/default-container']).toBe('app');
  }
});

test('the application stops only when the proxy has drained, on every version', () => {
  for (const version of VERSIONS) {
    const { spec } = build({}, version).pod();
    const proxy = named([...spec.containers, ...(spec.initContainers ?? [])], 'proxy');
    expect(proxy.lifecycle.preStop.exec.command[2])
      .toBe('date +%s >/run/haproxy/drain; sleep 4; kill -USR2 1; sleep 4; kill -USR1 1; sleep 3600');
    const sleeps = Number(version.slice(2)) >= 30;
    expect(named(spec.containers, 'app').lifecycle.preStop)
      .toEqual(sleeps ? { sleep: { seconds: 10 } } : { httpGet: { path: '/drain', port: 8480, scheme: 'HTTP' } });
    expect(spec.terminationGracePeriodSeconds).toBe(40);
  }
});

test('without proxy the drain is a sleep, by the kubelet where it can', () => {
  const hook = (version: string) => {
    const app = new App();
    new Platform({ clusters: [new Cluster({ name: 'c', environment: 'dev', version: KubernetesVersion.of(version) })] })
      .attach(app);
    const chart = new Chart(app, 'chart');
    new PinterestService(chart, 'api', { container: CONTAINER, owner: { team: 't', contact: 'c' } });
    return chart.toJson().find(object => object.kind === 'Deployment').spec.template.spec.containers[0].lifecycle.preStop;
  };
  expect(hook('1.29')).toEqual({ exec: { command: ['sleep', '10'] } });
  expect(hook('1.30')).toEqual({ sleep: { seconds: 10 } });
});

test('the user\'s own preStop hook is kept', () => {
  const lifecycle = { preStop: kplus.Handler.fromCommand(['bye']) };
  expect(build({ container: { ...CONTAINER, lifecycle } }).pod().spec.containers[0].lifecycle)
    .toEqual({ preStop: { exec: { command: ['bye'] } } });
});

test('every container of every pod is restricted and requests what it needs', () => {
  for (const version of VERSIONS) {
    const { service, pod } = build({}, version);
    service.pod.addInitContainer('early', { container: { image: 'x:1' } });
    const { spec } = pod();
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    const containers = [...spec.containers, ...spec.initContainers];
    expect(containers.map((container: any) => container.name).sort()).toEqual(['app', 'early', 'proxy']);
    for (const container of containers) {
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] },
      });
      expect(container.resources.requests).toMatchObject({ cpu: expect.any(String), memory: expect.any(String) });
    }
  }
});

test('quantities are written as the API server keeps them', () => {
  const resources = {
    cpu: { request: kplus.Cpu.millis(1000), limit: kplus.Cpu.units(1.5) },
    memory: { request: Size.mebibytes(1024), limit: Size.gibibytes(2048) },
  };
  expect(build({ container: { ...CONTAINER, resources } }).pod().spec.containers[0].resources)
    .toEqual({ requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1500m', memory: '2Ti' } });
});

test('an autoscaler follows the application\'s container alone, and the deployment leaves the number to it', () => {
  const { find } = build({ scaling: Scaling.between(3, 30).onCpu(60).onMetric({ metric: 'rps', average: 1.5 }) });
  expect(find('Deployment').spec).not.toHaveProperty('replicas');
  expect(find('HorizontalPodAutoscaler').spec).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
    minReplicas: 3,
    maxReplicas: 30,
    metrics: [
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 60 } },
      },
      { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '1500m' } } },
    ],
  });
});

test('one replica has no disruption budget, two have one', () => {
  expect(build({ scaling: Scaling.fixed(1) }).find('PodDisruptionBudget')).toBeUndefined();
  expect(build({ scaling: Scaling.fixed(2) }).find('PodDisruptionBudget').spec).toMatchObject({
    maxUnavailable: '10%', unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});

test('nobody reaches the pods but callers, ingress controllers, gateways and monitoring', () => {
  expect(build().find('NetworkPolicy').spec).toEqual({
    podSelector: { matchLabels: expect.anything() }, policyTypes: ['Ingress'],
  });
  const { find } = build({
    callers: [Caller.workload('web')],
    exposure: Exposure.ingress({ host: 'a.example.com' }).plus(Exposure.httpRoute({ host: 'a.example.com' })),
    container: { ...CONTAINER, ports: [{ name: 'metrics', number: 9090 }] },
  });
  const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  expect(find('NetworkPolicy').spec.ingress).toEqual([
    {
      from: [{ ...namespace('shop'), podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } }],
      ports: [{ port: 8443, protocol: 'TCP' }],
    },
    { from: [namespace('ingress'), namespace('gateways')], ports: [{ port: 8081, protocol: 'TCP' }] },
    { from: [namespace('monitoring')], ports: [{ port: 9090, protocol: 'TCP' }] },
  ]);
  expect(find('Ingress').spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'api', port: { name: 'plain' } });
  expect(find('HTTPRoute').spec.rules[0].backendRefs[0]).toMatchObject({ name: 'api', port: 80 });
  expect(find('Service').spec.ports.map((port: any) => [port.name, port.port, port.targetPort])).toEqual([
    ['https', 443, 8443], ['plain', 80, 8081], ['metrics', 9090, 9090],
  ]);
});

test('the proxy lets declared callers in, and without any nobody', () => {
  const config = (props: Partial<PinterestServiceProps>) => build(props).find('ConfigMap', 'api-proxy').data['haproxy.cfg'];
  const declared = config({ callers: [Caller.workload('web'), Caller.external('cron', 'jobs')] });
  expect(declared).toContain('acl declared_caller var(sess.caller) -m str -- spiffe://example.com/ns/shop/sa/web');
  expect(declared).toContain('acl declared_caller var(sess.caller) -m str -- spiffe://example.com/ns/jobs/sa/cron');
  expect(declared).toMatch(/http-request deny .* unless declared_caller\n/);
  expect(config({})).toMatch(/http-request deny deny_status 403 .*api\\n\n/);
  expect(config({})).not.toContain('frontend plain');
  expect(config({ protocol: TrafficProtocol.TCP })).toMatch(/mode tcp[^]*tcp-request content reject\n/);
});

test('the certificate names the workload', () => {
  expect(build().find('Certificate').spec).toMatchObject({
    uris: ['spiffe://example.com/ns/shop/sa/api'],
    dnsNames: ['api', 'api.shop', 'api.shop.svc', 'api.shop.svc.cluster.local'],
    duration: '24h0m0s',
    renewBefore: '8h0m0s',
  });
});

test('configuration is immutable and named by what is in it', () => {
  const name = (text: string) => build({ config: { files: { f: text }, env: { A: '{{cluster}}' } } }).service.configFiles!.name;
  expect(name('a')).toMatch(/^api-config-[0-9a-f]{8}$/);
  expect(name('a')).toBe(name('a'));
  expect(name('a')).not.toBe(name('b'));
  const { service, pod } = build({
    config: { files: { f: '{{service}} \\{{service}} {{ .Helm }}' }, env: { A: '{{cluster}}' } },
  });
  expect(service.configFiles!.toJson()).toMatchObject({ immutable: true, data: { f: 'api {{service}} {{ .Helm }}' } });
  expect(service.configEnv!.toJson().data).toEqual({ A: 'prod' });
  expect(pod().spec.containers[0].envFrom).toEqual([{ configMapRef: { name: service.configEnv!.name } }]);
});

test('an artifact gives the image by digest, the version to pods, and no selector knows it', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const artifact = Artifact.of({ image: 'registry.example.com/api', version: '1.4.2', digest, commit: 'abc' });
  const { find, pod } = build({ artifact });
  expect(pod().spec.containers[0].image).toBe(`registry.example.com/api@${digest}`);
  expect(pod().metadata.labels['app.kubernetes.io/version']).toBe('1.4.2');
  expect(pod().metadata.annotations['pinterest.com/commit']).toBe('abc');
  expect(pod().spec.containers[0].env).toContainEqual({ name: 'PLATFORM_VERSION', value: '1.4.2' });
  expect(find('Deployment').spec.selector.matchLabels).toEqual({
    'app.kubernetes.io/name': 'api', 'pinterest.com/crd_type': 'PinterestService',
  });
  expect(JSON.stringify(find('Service').metadata)).not.toContain('1.4.2');
});

test('what components add beside a service is within reach', () => {
  expect(build().service.runtimeObjects.map(object => object.kind)).toEqual(['Certificate', 'ConfigMap']);
});

test('every object and pod says whose it is', () => {
  const { objects, pod } = build({ config: { files: { f: 'x' } } });
  for (const { metadata } of [...objects(), pod()]) {
    expect(metadata.labels['pinterest.com/team']).toBe('boards');
    expect(metadata.annotations['pinterest.com/contact']).toBe('boards@example.com');
  }
});

test('anything in the pod can be added to or patched by name', () => {
  const { service, pod } = build({ container: { ...CONTAINER, envVariables: { MINE: kplus.EnvValue.fromValue('$(ADDED)') } } });
  service.pod.addVolume(PodVolume.emptyDir('scratch'));
  service.pod.mount({ volume: 'scratch', path: '/scratch', readOnly: false });
  service.pod.addEnv('ADDED', kplus.EnvValue.fromValue('x'));
  service.pod.patchContainer('proxy', JsonPatch.replace('/resources/limits/memory', '1Gi'));
  service.pod.patch(JsonPatch.add('/hostAliases', [{ ip: '127.0.0.1', hostnames: ['x'] }]));
  const { spec } = pod();
  expect(spec.volumes).toContainEqual({ name: 'scratch', emptyDir: {} });
  expect(spec.containers[0].volumeMounts).toContainEqual({ name: 'scratch', mountPath: '/scratch' });
  const names = spec.containers[0].env.map((variable: any) => variable.name);
  expect(names.indexOf('ADDED')).toBeLessThan(names.indexOf('MINE'));
  expect(named(spec.initContainers, 'proxy').resources.limits.memory).toBe('1Gi');
  expect(spec.hostAliases[0].ip).toBe('127.0.0.1');
});

test('cdk8s-plus takes the service for its own', () => {
  const { chart, service, find, objects } = build({ scaling: Scaling.fixed(3) });
  new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target: service, maxReplicas: 5 });
  const role = new kplus.Role(chart, 'role');
  role.allowRead(kplus.ApiResource.PODS);
  role.bind(service);
  new kplus.NetworkPolicy(chart, 'policy', { selector: service, egress: { rules: [{ peer: service }] } });
  expect(find('Deployment').spec).not.toHaveProperty('replicas');
  const all = chart.toJson() as any[];
  expect(all.find(object => object.kind === 'HorizontalPodAutoscaler').spec.scaleTargetRef.name).toBe('api');
  expect(all.find(object => object.kind === 'RoleBinding').subjects).toEqual([{
    apiGroup: '', kind: 'ServiceAccount', name: 'api', namespace: 'shop',
  }]);
  const policy = all.find(object => object.kind === 'NetworkPolicy' && object.spec.egress?.length > 0);
  expect(policy.spec.podSelector.matchLabels['app.kubernetes.io/name']).toBe('api');
  expect(objects().length).toBeGreaterThan(0);
});

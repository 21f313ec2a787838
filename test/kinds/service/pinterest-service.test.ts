import { Chart } from 'cdk8s';
import { Exposure, PinterestApp, PinterestService, Scaling } from 'cdk8s-pinterest';
import * as kplus from 'cdk8s-plus-27';
import { api, CONTAINER, freshFolder, OWNER } from '../../synth';

const LABELS = { 'app.kubernetes.io/name': 'api', 'pinterest.com/crd_type': 'PinterestService' };
const named = (objects: any[], kind: string, id: string) =>
  objects.find(object => object.kind === kind && object.metadata.name.includes(id));

test('every native object is a property of the service', () => {
  const { services, chart } = api({
    scaling: Scaling.between(2, 3).onCpu(60),
    exposure: Exposure.ingress({ host: 'a.example.com' }).plus(Exposure.httpRoute({ host: 'a.example.com' })),
    config: { files: { f: 'x' }, env: { A: 'x' } },
  });
  const {
    serviceAccount, deployment, service, ingress, httpRoute, configFiles, configEnv, autoscaler, disruptionBudget, networkPolicy,
  } = services.api;
  const own = [
    serviceAccount, deployment, service, ingress, httpRoute, configFiles, configEnv, autoscaler, disruptionBudget, networkPolicy,
  ];
  expect(own.map(object => object?.kind)).toEqual([
    'ServiceAccount', 'Deployment', 'Service', 'Ingress', 'HTTPRoute', 'ConfigMap',
    'ConfigMap', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy',
  ]);
  for (const object of own) expect(chart.node.findAll()).toContain(object);
});

test('objects are called by the service, wherever it stands in the tree', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const names = ['a', 'b'].map((namespace, n) => {
    const chart = new Chart(app, namespace, { namespace });
    new PinterestService(n === 0 ? chart : new Chart(chart, 'nested', { namespace: 'c' }), 'api', {
      container: CONTAINER, owner: OWNER,
    });
    return app.node.findAll().filter(node => node.node.path.startsWith(namespace))
      .flatMap(node => 'toJson' in node && 'kind' in node ? [`${(node as any).kind}/${(node as any).name}`] : []);
  });
  expect(names[0].length).toBeGreaterThan(4);
  expect(names[1]).toEqual(names[0]);
});

test('the main port must accept connections where the user probes nothing', () => {
  expect(api().container('app').readinessProbe).toMatchObject({ tcpSocket: { port: 8080 } });
  expect(api({ container: { ...CONTAINER, readiness: kplus.Probe.fromHttpGet('/ok') } }).container('app').readinessProbe)
    .toMatchObject({ httpGet: { path: '/ok', port: 8080 } });
  expect(api({ container: { image: 'x:1' } }).container('app')).not.toHaveProperty('readinessProbe');
});

test('the port called metrics is not the main port, even where it comes first', () => {
  expect(api({
    container: { image: 'x:1', ports: [{ name: 'metrics', number: 9090 }, { name: 'http', number: 8080 }] },
  }).container('app').readinessProbe).toMatchObject({ tcpSocket: { port: 8080 } });
});

test('the main port may go by the older name of its property', () => {
  expect(api({ container: { image: 'x:1', port: 8080 } }).container('app').readinessProbe)
    .toMatchObject({ tcpSocket: { port: 8080 } });
});

test('pods are spread over zones and nodes, each version for itself', () => {
  expect(api().template.spec.topologySpreadConstraints).toEqual([
    'topology.kubernetes.io/zone', 'kubernetes.io/hostname',
  ].map(topologyKey => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: LABELS },
    matchLabelKeys: ['pod-template-hash'],
  })));
});

test('a rollout starts a new pod before it stops an old one', () => {
  expect(api().one('Deployment').spec.strategy).toEqual({
    type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
  });
});

test('pods have the priority class that is asked for, else none', () => {
  expect(api({ priorityClassName: 'high' }).template.spec.priorityClassName).toBe('high');
  expect(api().template.spec).not.toHaveProperty('priorityClassName');
});

test('a cdk8s-plus autoscaler scales the service, whose deployment then says no number', () => {
  const shop = api({
    scaling: Scaling.fixed(3), container: { ...CONTAINER, resources: { cpu: { request: kplus.Cpu.millis(100) } } },
  });
  new kplus.HorizontalPodAutoscaler(shop.chart, 'hpa', {
    target: shop.services.api, maxReplicas: 5, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
  });
  expect(shop.one('HorizontalPodAutoscaler').spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, maxReplicas: 5,
  });
  expect(shop.one('Deployment').spec).not.toHaveProperty('replicas');
});

test('cdk8s-plus roles are bound to the service account', () => {
  const shop = api();
  const role = new kplus.Role(shop.chart, 'role');
  role.allowRead(kplus.ApiResource.PODS);
  role.bind(shop.services.api);
  const binding = new kplus.ClusterRoleBinding(shop.chart, 'binding', {
    role: new kplus.ClusterRole(shop.chart, 'cluster-role'),
  });
  binding.addSubjects(shop.services.api);
  const subject = { apiGroup: '', kind: 'ServiceAccount', name: 'api', namespace: 'shop' };
  expect(shop.one('RoleBinding')).toMatchObject({ roleRef: { kind: 'Role', name: role.name }, subjects: [subject] });
  expect(shop.one('ClusterRoleBinding').subjects).toEqual([subject]);
});

test('a cdk8s-plus NetworkPolicy selects the pods, and takes them for a peer', () => {
  const shop = api();
  new kplus.NetworkPolicy(shop.chart, 'policy', {
    selector: shop.services.api, egress: { rules: [{ peer: shop.services.api }] },
  });
  const { spec } = named(shop.all(), 'NetworkPolicy', 'policy');
  expect(spec.podSelector.matchLabels).toEqual(LABELS);
  expect(JSON.stringify(spec.egress)).toContain(JSON.stringify({ matchLabels: LABELS }));
});

test('a cdk8s-plus Service and pod affinity select the pods', () => {
  const shop = api();
  new kplus.Service(shop.chart, 'headless', { selector: shop.services.api, ports: [{ port: 8080 }], clusterIP: 'None' });
  expect(named(shop.all(), 'Service', 'headless').spec.selector).toEqual(LABELS);
  const other = new kplus.Deployment(shop.chart, 'other', { containers: [{ image: 'x:1' }] });
  other.scheduling.colocate(shop.services.api);
  const [term] = named(
    shop.all(), 'Deployment', 'other',
  ).spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  expect(term.labelSelector.matchLabels).toEqual(LABELS);
});

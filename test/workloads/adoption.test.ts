import { JsonPatch, Size } from 'cdk8s';
import {
  Adoption, Artifact, Caller, Egress, EgressPeer, PinterestChart, PinterestDaemon, PinterestService, PinterestStatefulSet,
  Placement, PodMatch, Scaling,
} from 'cdk8s-pinterest';
import { BARE, Built, CONTAINER, MESH, VERSIONS } from '../synth';

/** What Helm's charts write. */
const SELECTOR = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop' };
const ADOPTION = Adoption.of({ name: 'shop-web', selector: SELECTOR });

const adopt = (adoption: any, more: object = {}) => (chart: PinterestChart) => (
  new PinterestService(chart, 'web', { container: CONTAINER, adoption, ...more })
);
const constraintsOf = ({ template }: any) => template.spec.topologySpreadConstraints;
const web = (more: object = {}, world = BARE) => new Built(adopt(ADOPTION, more), world);
const errors = (adoption: any) => new Built(adopt(adoption), BARE).errors;

test.each(VERSIONS)('an adopted deployment keeps its name and selector, and all that selects pods follows, on %s', version => {
  const built = web({ scaling: Scaling.between(2, 5).onCpu(60), network: { egress: Egress.only() } }, { ...MESH, version });
  expect(built.errors).toEqual([]);
  const { metadata, spec } = built.one('Deployment');
  expect(metadata.name).toBe('shop-web');
  expect(spec.selector.matchLabels).toEqual(SELECTOR);
  expect(spec.template.metadata.labels).toMatchObject({ ...SELECTOR, 'pinterest.com/crd_type': 'PinterestService' });
  expect(constraintsOf(spec).map((each: any) => each.labelSelector.matchLabels)).toEqual([SELECTOR, SELECTOR]);
  expect(built.one('Service').spec.selector).toEqual(SELECTOR);
  expect(built.one('PodDisruptionBudget').spec.selector.matchLabels).toEqual(SELECTOR);
  expect(built.one('HorizontalPodAutoscaler').spec.scaleTargetRef.name).toBe('shop-web');
  const policy = built.one('NetworkPolicy').spec;
  expect(policy.podSelector.matchLabels).toEqual(SELECTOR);
  expect(policy.egress[1].to[0].podSelector.matchLabels).toEqual(SELECTOR);
  expect((built.it.toPodSelectorConfig().labelSelector as any).labels ?? SELECTOR).toEqual(SELECTOR);
});

test('its other objects have the name of the workload', () => {
  const built = web({ service: { name: 'shop-web' } });
  const names = built.all().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names.sort()).toEqual([
    'Deployment shop-web', 'NetworkPolicy web', 'PodDisruptionBudget web', 'Service shop-web', 'ServiceAccount web',
  ]);
});

test('a label of its selector stays as it is, even where the platform has another opinion', () => {
  const selector = {
    'app.kubernetes.io/name': 'old', 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/version': '1', 'app': '',
  };
  const artifact = Artifact.of({ image: 'registry.example.com/api', version: '2' });
  const built = new Built(adopt(Adoption.of({ selector }), { artifact }), BARE);
  expect(built.errors).toEqual([]);
  expect(built.template.metadata.labels).toMatchObject(selector);
  expect(built.one('Deployment').metadata.labels).toMatchObject({
    'app.kubernetes.io/name': 'web', 'app.kubernetes.io/managed-by': 'cdk8s-pinterest',
  });
});

test('an adopted stateful set keeps its claim templates, and the names of its pods', () => {
  const built = new Built(chart => new PinterestStatefulSet(chart, 'db', {
    container: CONTAINER,
    adoption: Adoption.of({
      name: 'shop-db',
      selector: { app: 'db' },
      claimLabels: { app: 'db', tier: '' },
      claimAnnotations: { 'example.com/a': 'x y' },
    }),
    governingService: 'shop-db-headless',
    storage: [{ name: 'data', mountPath: '/data', size: Size.gibibytes(1) }],
    callers: [Caller.external('web', 'front')],
    moreServices: [{ name: 'first', ports: ['tcp'], pod: 0 }],
  }), BARE);
  expect(built.errors).toEqual([]);
  const { metadata, spec } = built.one('StatefulSet');
  expect([metadata.name, spec.serviceName, spec.selector.matchLabels]).toEqual(['shop-db', 'shop-db-headless', { app: 'db' }]);
  expect(spec.volumeClaimTemplates[0].metadata).toEqual({
    name: 'data', labels: { app: 'db', tier: '' }, annotations: { 'example.com/a': 'x y' },
  });
  const services = Object.fromEntries(built.all('Service').map(({ metadata: { name }, spec: { selector } }) => [name, selector]));
  expect(services).toEqual({
    'db': { app: 'db' },
    'shop-db-headless': { app: 'db' },
    'first': { 'app': 'db', 'statefulset.kubernetes.io/pod-name': 'shop-db-0' },
  });
});

test('what has no property of its own stays by a patch', () => {
  const built = new Built(chart => {
    const adoption = Adoption.of({ selector: { app: 'db' } });
    const store = new PinterestStatefulSet(chart, 'db', { container: CONTAINER, adoption });
    store.statefulSet.addJsonPatch(JsonPatch.add('/spec/revisionHistoryLimit', 3));
  }, BARE);
  expect(built.errors).toEqual([]);
  expect(built.one('StatefulSet').spec.revisionHistoryLimit).toBe(3);
});

test('a governing service may have the name of the store, if clients have another one', () => {
  const built = (props: object) => new Built(chart => new PinterestStatefulSet(chart, 'db', {
    container: CONTAINER, governingService: 'db', callers: [Caller.external('web', 'front')], ...props,
  }), BARE);
  expect(built({ service: { name: 'db-clients' } }).errors).toEqual([]);
  expect(built({}).errors.join()).toContain('governingService = "db": gives its peers Service the name "db"');
});

test('an adopted daemon keeps its selector, too', () => {
  const built = new Built(chart => new PinterestDaemon(chart, 'agent', {
    container: CONTAINER, adoption: Adoption.of({ name: 'node-agent', selector: { app: 'agent' } }),
  }), BARE, 'platform');
  expect(built.errors).toEqual([]);
  const { metadata, spec } = built.one('DaemonSet');
  expect([metadata.name, spec.selector.matchLabels]).toEqual(['node-agent', { app: 'agent' }]);
});

test('policies of others find its pods by its labels, whatever name they have', () => {
  const built = new Built(chart => {
    adopt(Adoption.of({ selector: { app: 'old-web' } }))(chart);
    new PinterestService(chart, 'api', {
      container: CONTAINER, callers: [Caller.workload('web')], network: { egress: Egress.only(EgressPeer.workload('web')) },
    });
  }, BARE);
  expect(built.errors).toEqual([]);
  const { ingress, egress } = built.all('NetworkPolicy').find(({ metadata }) => metadata.name === 'api').spec;
  expect(ingress[0].from[0].podSelector.matchLabels).toEqual({ app: 'old-web' });
  expect(egress[2].to[0].podSelector.matchLabels).toEqual({ app: 'old-web' });
});

test('another app names its labels', () => {
  const built = new Built(chart => new PinterestService(chart, 'api', {
    container: CONTAINER, callers: [Caller.external('web', 'front', { podLabels: { app: 'old-web' } })],
  }), MESH);
  expect(built.errors).toEqual([]);
  expect(built.one('NetworkPolicy').spec.ingress[0].from[0].podSelector.matchLabels).toEqual({ app: 'old-web' });
  expect(JSON.stringify(built.all('ConfigMap'))).toContain('spiffe://example.com/ns/front/sa/web');
});

test('a placement by the name of a workload whose pods have another one is refused', () => {
  const built = new Built(chart => {
    adopt(Adoption.of({ selector: { 'app.kubernetes.io/name': 'old' } }))(chart);
    new PinterestService(chart, 'api', {
      container: CONTAINER, placement: Placement.anywhere().apartFrom(PodMatch.workload('web')),
    });
  }, BARE);
  expect(built.errors).toEqual([
    '[chart/api] placement = "web": was adopted, and its pods have the label app.kubernetes.io/name=old. '
      + 'Write PodMatch.labelled with the selector of its adoption.',
  ]);
});

test('a selector that also finds the pods of another workload is refused, and labels by which another one would be found', () => {
  const pair = (some: object, others?: object) => new Built(chart => {
    adopt(Adoption.of({ selector: some as any }))(chart);
    new PinterestService(chart, 'api', { container: CONTAINER, adoption: others && Adoption.of({ selector: others as any }) });
  }, BARE).errors;
  const also = (who: string, labels: string, of: string) => (
    `[chart/${who}] adoption.selector = "${labels}": also finds the pods of chart/${of}. `
      + 'Write the whole selector of the object. If that is all of it, the two need other namespaces.'
  );
  expect(pair({ app: 'x' }, { app: 'x' })).toEqual([also('web', 'app=x', 'api'), also('api', 'app=x', 'web')]);
  expect(pair({ app: 'x' }, { app: 'x', tier: 'y' })).toEqual([also('web', 'app=x', 'api')]);
  expect(pair({ 'app.kubernetes.io/name': 'api' })).toEqual([also('web', 'app.kubernetes.io/name=api', 'api')]);
  expect(pair({ app: 'x', tier: 'x' }, { app: 'x', tier: 'y' })).toEqual([]);
  expect(pair({ 'app': 'x', 'app.kubernetes.io/name': 'api' })).toEqual([
    '[chart/web] adoption.selector = "app.kubernetes.io/name=api": is the name of chart/api, which would find these pods, too. '
      + 'Rename that one, or give the adopted workload this name.',
  ]);
});

test('what cannot be a selector is refused', () => {
  const fix = 'Write what the object has in spec.selector.matchLabels.';
  const rule = 'must be a name of at most 63 letters, digits, "-", "_" and ".", optionally after a DNS name and "/", '
    + 'and none that the platform or a controller sets';
  const key = (name: string) => [`[chart/web] adoption.selector = "${name}": ${rule}. ${fix}`];
  expect(errors(Adoption.of({ selector: {} }))).toEqual([`[chart/web] adoption.selector: must name a label. ${fix}`]);
  for (const name of ['pinterest.com/team', 'pod-template-hash', 'statefulset.kubernetes.io/pod-name', 'a b']) {
    expect(errors(Adoption.of({ selector: { [name]: 'x' } }))).toEqual(key(name));
  }
  expect(errors(Adoption.of({ selector: { app: 'a b' } }))).toEqual([
    '[chart/web] adoption.selector["app"] = "a b": must be a label value: at most 63 letters, digits, "-", "_" and ".". '
      + 'Write the value of the label.',
  ]);
  expect(errors(Adoption.of({ selector: { app: 'x' }, claimLabels: {} }))).toEqual([
    '[chart/web] adoption.claimLabels: has no meaning for a PinterestService. Leave it out: only a PinterestStatefulSet has it.',
  ]);
});

test('plain JavaScript may pass anything', () => {
  for (const wrong of ['x', 5, [], {}, { selector: { app: 'x' } }, Adoption.of(undefined as any), Adoption.of('app' as any)]) {
    expect(errors(wrong).join()).toMatch(/^\[chart\/web\] adoption/);
  }
  expect(errors(null)).toEqual([]);
});

import { PinterestApp } from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { loadAll, dump } from 'js-yaml';
import { apply, createNamespace, eventually, get, kubectl, onceQuiet, rolledOut, serverVersion } from './kubectl';
import { installMesh, MESH, trustMesh } from './mesh';
import { Storefront } from '../../examples/storefront/storefront';

/* examples/storefront on a cluster that stands for both of its kinds: each has a namespace. storefront-app is its program. */

const FLAVOURS = ['plain', 'identity'] as const;
type Flavour = typeof FLAVOURS[number];

const GRPC = ['ads', 'cart', 'catalog', 'checkout', 'currency', 'email', 'payment', 'recommendation', 'shipping'];

const namespaceOf = (flavour: Flavour) => `storefront-${flavour}`;
const hostOf = (flavour: Flavour) => `${flavour}.shop.example.com`;

/** One program for both, as the example's main.ts; returns the objects of each. */
function synth(build: string): Record<Flavour, any[]> {
  const version = KubernetesVersion.of(serverVersion());
  const common = { environment: 'test', version, ingress: { className: 'public', namespace: 'ingress' } };
  const clusters = [
    new Cluster({ name: 'plain', ...common }),
    new Cluster({ name: 'identity', ...common, identity: MESH }),
  ];
  const app = new PinterestApp({ platform: new Platform({ clusters }) });
  for (const cluster of clusters) {
    const flavour = cluster.name as Flavour;
    new Storefront(new ClusterStage(app, cluster), 'storefront', {
      version: build,
      host: hostOf(flavour),
      namespace: namespaceOf(flavour),
      // Whose volumes belong to the pod's group, as with most drivers.
      storageClass: process.env.STORAGE_CLASS ?? 'local',
    });
  }
  const { files, problems } = app.plan();
  expect(problems).toEqual([]);
  return Object.fromEntries(files.map(file => [file.path.split('/')[0], loadAll(file.text)])) as Record<Flavour, any[]>;
}

function applied(objects: any[]): void {
  apply(objects.map(object => dump(object)).join('---\n'));
}

/** Runs the program in a pod of a service; it prints what it found as JSON. */
function run(flavour: Flavour, service: string, ...args: string[]): any {
  return JSON.parse(kubectl([
    'exec', `deployment/${service}`, '-n', namespaceOf(flavour), '-c', 'app', '--', '/app/storefront', ...args,
  ]));
}

/** Where people come in: the ingress controller of the cluster, if it has one, or what it would call. */
function entrance(flavour: Flavour): string {
  const [controller] = get('services', '-n', 'ingress').items;
  if (controller) return `http://${controller.metadata.name}.ingress.svc`;
  return `http://frontend.${namespaceOf(flavour)}.svc:${flavour === 'plain' ? 8080 : 80}`;
}

/** What somebody's browser gets; who it is stands in a cookie. */
function visit(flavour: Flavour, method: string, path: string, who = 'alice'): any {
  const { status, body } = run(flavour, 'load', 'request', method, `${entrance(flavour)}${path}`, who, hostOf(flavour));
  return { status, body: body.startsWith('{') ? JSON.parse(body) : body };
}

function redis(flavour: Flavour, ...command: string[]): string[] {
  return kubectl(['exec', 'redis-0', '-n', namespaceOf(flavour), '-c', 'app', '--', 'redis-cli', ...command]).trim().split('\n');
}

function podsOf(flavour: Flavour, ...services: string[]): any[] {
  return get('pods', '-n', namespaceOf(flavour), '-l', `app.kubernetes.io/name in (${services.join(', ')})`).items;
}

const isReady = (pod: any): boolean =>
  pod.status.conditions?.some(({ type, status }: any) => type === 'Ready' && status === 'True');

/** How often the application has been started anew. */
const restarts = (pod: any): number => pod.status.containerStatuses.find(({ name }: any) => name === 'app').restartCount;

/** What the load generator has counted so far. */
function load(flavour: Flavour): { ok: number; failed: number; errors: object; orders: Record<string, number> } {
  return JSON.parse(kubectl(['logs', 'deployment/load', '-n', namespaceOf(flavour), '-c', 'app', '--tail=1']));
}

beforeAll(async () => {
  installMesh();
  const objects = synth('1.0.0');
  for (const flavour of FLAVOURS) {
    createNamespace(namespaceOf(flavour));
    if (flavour === 'identity') trustMesh(namespaceOf(flavour));
    applied(objects[flavour]);
  }
  for (const flavour of FLAVOURS) {
    await eventually(`all pods to be ready, ${flavour}`, 240, () => {
      const pods = podsOf(flavour, ...GRPC, 'frontend', 'load', 'redis');
      // Or more: with metrics, those that scale do so on a busy machine.
      return pods.length >= 2 * GRPC.length + 4 && pods.every(isReady);
    });
  }
});

afterAll(() => {
  for (const flavour of FLAVOURS) kubectl(['delete', 'namespace', namespaceOf(flavour), '--wait=false']);
});

describe.each(FLAVOURS)('on a cluster of the kind %s', flavour => {
  test('gRPC services are ready by their own word', () => {
    for (const pod of podsOf(flavour, ...GRPC)) {
      const app = pod.spec.containers.find(({ name }: any) => name === 'app');
      const service = pod.metadata.labels['app.kubernetes.io/name'];
      expect(app.readinessProbe.grpc).toEqual({ port: 9090, service });
      expect(app.livenessProbe.grpc).toEqual({ port: 9090, service: '' });
      expect(isReady(pod)).toBe(true);
      expect(restarts(pod)).toBe(0);
    }
  });

  test('the page shows the products, in the currency of the visitor, and an ad', () => {
    const { status, body } = visit(flavour, 'GET', '/?currency=JPY');
    expect(status).toBe(200);
    expect(body).toContain('<a href="/products/mug">Mug</a> 1280 JPY');
    expect(body).toContain('<aside>Mugs: the second one is free</aside>');
  });

  test('a product comes with recommendations', () => {
    const { body: { product, others } } = visit(flavour, 'GET', '/products/mug');
    expect(product.price).toEqual({ amount: 8, currency: 'EUR' });
    expect(others.map(({ id }: any) => id)).toEqual(['kettle', 'lamp']);
    expect(visit(flavour, 'GET', '/products/car').status).toBe(404);
  });

  test('a cart is kept in Redis until it is bought', () => {
    visit(flavour, 'POST', '/cart?product=mug&quantity=2');
    expect(visit(flavour, 'POST', '/cart?product=lamp&quantity=1').status).toBe(200);
    expect(redis(flavour, 'HGETALL', 'cart:alice').sort()).toEqual(['1', '2', 'lamp', 'mug']);
    expect(visit(flavour, 'GET', '/cart').body).toEqual({ items: { mug: 2, lamp: 1 }, shipping: { amount: 4, currency: 'EUR' } });

    expect(visit(flavour, 'POST', '/checkout?currency=USD&card=expired&email=alice@example.com').status).toBe(409);
    expect(redis(flavour, 'EXISTS', 'cart:alice')).toEqual(['1']);

    const { status, body: order } = visit(flavour, 'POST', '/checkout?currency=USD&card=valid&email=alice@example.com');
    expect(status).toBe(200);
    expect(order).toMatchObject({ items: { mug: 2, lamp: 1 }, total: { amount: 56.25, currency: 'USD' }, version: '1.0.0' });
    expect(redis(flavour, 'EXISTS', 'cart:alice')).toEqual(['0']);
    const mails = podsOf(flavour, 'email').map(({ metadata: { name, namespace } }) => (
      kubectl(['logs', name, '-n', namespace, '-c', 'app'])
    ));
    expect(mails.join('')).toContain(`order ${order.id} confirmed to alice@example.com`);
  });

  test('monitoring reads the metrics of Redis from the sidecar', () => {
    const { subsets } = get('endpoints', 'redis', '-n', namespaceOf(flavour));
    expect(subsets[0].ports).toContainEqual(expect.objectContaining({ name: 'metrics', port: 9121 }));
    const metrics = kubectl(['get', '--raw', `/api/v1/namespaces/${namespaceOf(flavour)}/pods/redis-0:9121/proxy/metrics`]);
    expect(metrics).toMatch(/^redis_up 1$/m);
    expect(metrics).toMatch(/^redis_connected_clients [1-9]/m);
  });

  test('what is applied is what the API server keeps, so that another apply changes nothing', async () => {
    const objects = synth('1.0.0')[flavour];
    const kinds = [...new Set(objects.map(({ kind }) => kind))].join(',');
    const versions = () => Object.fromEntries(get(kinds, '-n', namespaceOf(flavour)).items.map(
      ({ kind, metadata }: any) => [`${kind}/${metadata.name}`, metadata.resourceVersion],
    ));
    const attempt = async () => {
      const before = await onceQuiet(60, versions);
      applied(objects);
      return { before, after: versions() };
    };
    let { before, after } = await attempt();
    // Once more, since an autoscaler may have changed something meanwhile; what another apply changes, it changes each time.
    if (JSON.stringify(after) !== JSON.stringify(before)) ({ before, after } = await attempt());
    expect(after).toEqual(before);
  });
});

test('with an identity a declared caller is served, others are not', () => {
  const call = (from: string, ...more: string[]) => run(
    'identity', from, 'call', 'catalog', 'List', `catalog.${namespaceOf('identity')}.svc:9090`, ...more,
  );
  expect(call('recommendation').code).toBe('OK');
  expect(call('recommendation', 'anonymous').code).toBe('Unavailable');
  expect(call('email')).toMatchObject({
    code: 'PermissionDenied',
    message: expect.stringContaining('/sa/email is not a declared caller of storefront-identity/catalog'),
  });

  const ping = (from: string, ...more: string[]) => run('identity', from, 'ping', `redis.${namespaceOf('identity')}.svc:6379`, ...more);
  expect(ping('cart').answer).toBe('PONG');
  expect(ping('cart', 'anonymous').error).toBeDefined();
  expect(ping('checkout').error).toBeDefined();
  const log = kubectl(['logs', 'redis-0', '-n', namespaceOf('identity'), '-c', 'proxy']);
  expect(log).toMatch(/ mtls-redis.* caller=spiffe:\/\/example.com\/ns\/storefront-identity\/sa\/checkout$/m);
});

test('an update of gRPC services fails no request of the load generator', async () => {
  const updated = ['cart', 'checkout'];
  const before = FLAVOURS.map(load);
  const objects = synth('2.0.0');
  for (const flavour of FLAVOURS) {
    applied(objects[flavour].filter(({ kind, metadata: { name } }) => kind === 'Deployment' && updated.includes(name)));
  }
  for (const flavour of FLAVOURS) {
    rolledOut(namespaceOf(flavour), ...updated);
    await eventually('orders by new pods alone', 120, () => (
      podsOf(flavour, ...updated).length === 4 && load(flavour).orders['2.0.0'] > 10
    ));
  }
  FLAVOURS.map(load).forEach((after, index) => {
    console.log(`${FLAVOURS[index]}: ${JSON.stringify(after)}`);
    expect(after).toMatchObject({ failed: before[index].failed, errors: before[index].errors });
    expect(after.orders['1.0.0']).toBeGreaterThan(before[index].orders['1.0.0']);
  });
});

test('a service that misses its store gets no requests, and is not restarted', async () => {
  for (const flavour of FLAVOURS) redis(flavour, 'CLIENT', 'PAUSE', '25000');
  for (const flavour of FLAVOURS) {
    await eventually(`carts to be not ready, ${flavour}`, 50, () => !podsOf(flavour, 'cart').some(isReady));
  }
  for (const flavour of FLAVOURS) {
    await eventually(`carts to be ready again, ${flavour}`, 60, () => podsOf(flavour, 'cart').every(isReady));
    expect(podsOf(flavour, 'cart').map(restarts)).toEqual([0, 0]);
  }
});

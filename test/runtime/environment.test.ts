import { Size } from 'cdk8s';
import { api, BARE, CONTAINER, MESH, named, namesOf } from '../synth';

test('the application is told who it is and where it runs', () => {
  const shop = api({}, { ...MESH, region: 'us-east-1' });
  const { env } = shop.container('app');
  const values = Object.fromEntries(env.map((variable: any) => [variable.name, variable.value]));
  expect(values).toMatchObject({
    PLATFORM_SERVICE: 'api',
    PLATFORM_OWNER: 'boards',
    PLATFORM_CLUSTER: 'prod',
    PLATFORM_ENVIRONMENT: 'prod',
    PLATFORM_REGION: 'us-east-1',
    PLATFORM_NAMESPACE: 'shop',
    PLATFORM_RELEASE: '2026.11',
    PLATFORM_IDENTITY: 'spiffe://example.com/ns/shop/sa/api',
    OTEL_SERVICE_NAME: 'api',
  });
  expect(named(env, 'PLATFORM_NODE').valueFrom).toEqual({ fieldRef: { fieldPath: 'spec.nodeName' } });
  expect(named(env, 'PLATFORM_MEMORY_LIMIT').valueFrom).toEqual({
    resourceFieldRef: { resource: 'limits.memory', divisor: '1' },
  });
});

test('what is not known is not set', () => {
  const names = namesOf(api({}, BARE).container('app').env);
  for (const name of ['PLATFORM_REGION', 'PLATFORM_VERSION', 'PLATFORM_IDENTITY']) expect(names).not.toContain(name);
});

test('no variable is there twice, and each that another refers to stands before it', () => {
  const env: any[] = api().container('app').env;
  const names = namesOf(env);
  expect(new Set(names).size).toBe(names.length);
  for (const [n, { value }] of env.entries()) {
    for (const [, name] of (value ?? '').matchAll(/\$\((\w+)\)/g)) expect(names.slice(0, n)).toContain(name);
  }
});

test('pods are labelled with their release, and nothing else is', () => {
  const shop = api();
  expect(shop.template.metadata.labels['pinterest.com/release']).toBe('2026.11');
  for (const { metadata } of shop.all()) expect(metadata.labels).not.toHaveProperty(['pinterest.com/release']);
});

test('it is told what it may write to the node\'s disk, if anyone has decided that', () => {
  const { env } = api({ container: { ...CONTAINER, resources: { ephemeralStorage: { limit: Size.gibibytes(2) } } } })
    .container('app');
  expect(named(env, 'PLATFORM_DISK_LIMIT').valueFrom).toEqual({
    resourceFieldRef: { resource: 'limits.ephemeral-storage', divisor: '1' },
  });
  expect(namesOf(api().container('app').env)).not.toContain('PLATFORM_DISK_LIMIT');
});

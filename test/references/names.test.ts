import { ApiObject } from 'cdk8s';
import { deployment, judged, object } from './documents';
import { Likeness, likeness } from '../../lib/references/typo';
import { Shop } from '../synth';

const config = (name: string, content: object = {}) => object('v1', 'ConfigMap', name, content);
const using = (name: string, key?: string, optional?: boolean) => deployment('api', {
  env: [{ name: 'A', valueFrom: { configMapKeyRef: { name, key, optional } } }],
});

describe('the name of an object', () => {
  test('is refused if it is that of an object of the app with a slip, and nothing names that object', () => {
    expect(judged(config('settings'), using('setings', 'a'))).toEqual([
      'error Deployment spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name = "setings": is no ConfigMap of '
      + 'this app, which has ConfigMap shop/settings, that nothing names. Write "settings", or remove it.',
    ]);
  });

  test('is only warned of if something else names that object', () => {
    const other = deployment('other', {}, { volumes: [{ name: 'settings', configMap: { name: 'settings' } }] });
    expect(judged(using('setings', 'a'), config('settings'), other)).toEqual([
      'warning Deployment spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name = "setings": is no ConfigMap of '
      + 'this app, which has ConfigMap shop/settings. Write "settings", unless the other one is made elsewhere.',
    ]);
  });

  test('may be that of what is made elsewhere', () => {
    expect(judged(config('settings'), using('features', 'a'))).toEqual([]);
    expect(judged(using('settings', 'a'))).toEqual([]);
    // As an operator that copies it would have it.
    const other = { ...config('setings'), metadata: { name: 'setings', namespace: 'other' } };
    expect(judged(config('settings'), other, using('setings'))).toEqual([]);
  });

  test('may be that of a certificate that an Ingress or Gateway asks for', () => {
    const asking = (apiVersion: string, kind: string, spec: object, annotations = {}) => [
      { apiVersion, kind, metadata: { name: 'x', namespace: 'shop', annotations }, spec },
      object('v1', 'Secret', 'shops-tls', { stringData: { a: '1' } }),
    ];
    const ingress = ['networking.k8s.io/v1', 'Ingress', { tls: [{ secretName: 'shop-tls' }] }] as const;
    const listeners = [{ name: 'a', tls: { certificateRefs: [{ name: 'shop-tls' }] } }];
    const gateway = ['gateway.networking.k8s.io/v1', 'Gateway', { listeners }] as const;
    const issuer = { 'cert-manager.io/cluster-issuer': 'public' };
    expect(judged(...asking(...ingress, issuer))).toEqual([]);
    expect(judged(...asking(...ingress))).toEqual([expect.stringContaining('error Ingress spec.tls[0].secretName')]);
    const mounting = deployment('api', {}, { volumes: [{ name: 'a', secret: { secretName: 'shop-tls' } }] });
    expect(judged(...asking(...gateway, issuer), mounting)).toEqual([]);
    expect(judged(...asking(...gateway), mounting)).toHaveLength(1);
  });

  test('may be missing where that is said', () => {
    expect(judged(config('settings'), using('setings', 'a', true))).toEqual([]);
  });

  test('is right in the order of the documents, whatever that is', () => {
    expect(judged(using('settings', 'a'), config('settings', { data: { a: '1' } }))).toEqual([]);
  });

  test('has the hash that the content has now', () => {
    expect(judged(config('api-config-cad3967b'), using('api-config-0a1b2c3d'))).toEqual([
      expect.stringMatching(/^error .* has ConfigMap shop\/api-config-cad3967b, that nothing names\./),
    ]);
  });

  test('is looked for wherever Kubernetes looks', () => {
    const rbac = 'rbac.authorization.k8s.io';
    const found = judged(
      object('v1', 'ServiceAccount', 'deployer'),
      object('v1', 'PersistentVolumeClaim', 'uploads', { spec: { storageClassName: 'fast-disk' } }),
      object('scheduling.k8s.io/v1', 'PriorityClass', 'critical'),
      object('storage.k8s.io/v1', 'StorageClass', 'fast-disks'),
      object(`${rbac}/v1`, 'Role', 'reader'),
      object(`${rbac}/v1`, 'RoleBinding', 'reader', {
        roleRef: { apiGroup: rbac, kind: 'Role', name: 'raeder' },
        subjects: [{ kind: 'ServiceAccount', name: 'deployr', namespace: 'shop' }],
      }),
      deployment('api', {}, {
        serviceAccountName: 'deployerr',
        priorityClassName: 'critcal',
        volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'upload' } }],
      }),
    );
    expect(found.map(each => each.split(': ')[0])).toEqual([
      'error PersistentVolumeClaim spec.storageClassName = "fast-disk"',
      'error RoleBinding roleRef.name = "raeder"',
      'error RoleBinding subjects[0].name = "deployr"',
      'error Deployment spec.template.spec.serviceAccountName = "deployerr"',
      'error Deployment spec.template.spec.priorityClassName = "critcal"',
      'error Deployment spec.template.spec.volumes[0].persistentVolumeClaim.claimName = "upload"',
    ].sort((one, other) => found.findIndex(each => each.startsWith(one)) - found.findIndex(each => each.startsWith(other))));
  });

  test.each([
    ['a Certificate', object('cert-manager.io/v1', 'Certificate', 'api', { spec: { secretName: 'api-private' } })],
    ['an ExternalSecret', object('external-secrets.io/v1', 'ExternalSecret', 'api-private')],
    ['an ExternalSecret with another target', object('external-secrets.io/v1', 'ExternalSecret', 'api', {
      spec: { target: { name: 'api-private' } },
    })],
    ['a SealedSecret', object('bitnami.com/v1alpha1', 'SealedSecret', 'api-private')],
    ['a VaultStaticSecret', object('secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', 'api', {
      spec: { destination: { name: 'api-private' } },
    })],
  ])('is there if %s makes it', (_, maker) => {
    const mounting = (name: string) => deployment('api', {}, { volumes: [{ name: 'a', secret: { secretName: name } }] });
    const near = object('v1', 'Secret', 'api-privates');
    expect(judged(maker, near, mounting('api-private'))).toEqual([]);
    expect(judged(maker, mounting('api-pirvate'))).toEqual([
      expect.stringContaining('spec.template.spec.volumes[0].secret.secretName = "api-pirvate": is no Secret of this app'),
    ]);
  });

  test('may be near to that of a workload, which uses its own objects itself', () => {
    const shop = Shop.of({ worker: {} });
    const account = (name: string) => new ApiObject(shop.chart, name, deployment('mine', {}, { serviceAccountName: name }));
    account('workers');
    expect(shop.app.plan().problems).toEqual([]);
    expect(shop.app.plan().warnings).toEqual([]);
  });
});

describe('a key of a ConfigMap or Secret', () => {
  test('is refused if the ConfigMap has others', () => {
    expect(judged(config('settings', { data: { region: 'a' } }), using('settings', 'regoin'))).toEqual([
      'error Deployment spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key = "regoin": is no key of the '
      + 'ConfigMap settings, so that the pod does not start. Name one that it has, or say optional: true. Known keys: region.',
    ]);
  });

  test('is judged in volumes', () => {
    const volumes = [{ name: 'a', configMap: { name: 'settings', items: [{ key: 'a' }, { key: 'b' }] } }];
    expect(judged(config('settings', { data: { a: '1' } }), deployment('api', {}, { volumes }))).toEqual([
      expect.stringContaining('error Deployment spec.template.spec.volumes[0].configMap.items[1].key = "b": '),
    ]);
  });

  test('may be added by a program, to a Secret or to what is empty', () => {
    const volumes = [{ name: 'a', secret: { secretName: 'settings', items: [{ key: 'b' }] } }];
    expect(judged(object('v1', 'Secret', 'settings', { stringData: { a: '1' } }), deployment('api', {}, { volumes })))
      .toEqual([expect.stringMatching(/^warning /)]);
    expect(judged(config('settings'), using('settings', 'region'))).toEqual([]);
    expect(judged(config('settings', { data: { region: 'a' } }), using('settings', 'regoin', true))).toEqual([]);
  });

  test.each([
    ['labels', 'config.openshift.io/inject-trusted-cabundle'], ['annotations', 'replicator.v1.mittwald.de/replicate-from'],
    ['annotations', 'reflector.v1.k8s.emberstack.com/reflects'],
  ])('may be added by who is asked to do so, in %s: %s', (where, name) => {
    const filled = config('settings', { data: { a: '1' } });
    filled.metadata[where] = { [name]: 'true' };
    expect(judged(filled, using('settings', 'ca-bundle.crt'))).toEqual([]);
  });
});

test.each([
  ['settings', 'setings'], ['settings', 'settigns'], ['settings', 'settinfs'], ['api-server', 'api-serverr'],
  ['api-config', 'apiconfig'],
])('%s and %s are one name with a slip', (one, other) => {
  expect([likeness(one, other), likeness(other, one)]).toEqual([Likeness.SLIP, Likeness.SLIP]);
});

test.each([
  ['queue-a', 'queue-b'], ['api-v1', 'api-v2'], ['shard1', 'shard2'], ['api', 'app'], ['app-key', 'api-key'], ['db', 'dbs'],
  ['settings', 'settings'], ['settings', 'setnigs'], ['web-tls', 'tls'], ['', 'a'],
])('%s and %s are two names', (one, other) => {
  expect([likeness(one, other), likeness(other, one)]).toEqual([Likeness.NONE, Likeness.NONE]);
});

test.each([
  ['secret', 'secrets'], ['team-secrets-old', 'team-secret-old'],
])('of %s and %s one may be the plural', (one, other) => {
  expect([likeness(one, other), likeness(other, one)]).toEqual([Likeness.PLURAL, Likeness.PLURAL]);
});

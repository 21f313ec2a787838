import { Duration, Size } from 'cdk8s';
import { PodVolume } from 'cdk8s-pinterest';
import { api, BARE, complaints } from '../synth';

function written(volume: PodVolume): any {
  const shop = api({}, BARE);
  shop.services.api.pod.addVolume(volume);
  expect(complaints(() => shop.write())).toEqual([]);
  return shop.template.spec.volumes[0];
}

function said(volume: any): string[] {
  const shop = api({}, BARE);
  shop.services.api.pod.addVolume(volume);
  return complaints(() => shop.write());
}

const items = [{ key: 'tls.key', path: 'key', mode: 0o400 }];

test.each<[string, PodVolume, object]>([
  ['a Secret', PodVolume.secret('v', 'keys'), { secret: { secretName: 'keys', defaultMode: 0o440 } }],
  ['keys of a Secret', PodVolume.secret('v', 'keys', items, { mode: 0o444, optional: true }),
    { secret: { secretName: 'keys', defaultMode: 0o444, items, optional: true } }],
  ['keys of a Secret, as options', PodVolume.secret('v', 'keys', undefined, { items }),
    { secret: { secretName: 'keys', defaultMode: 0o440, items } }],
  ['keys of a ConfigMap', PodVolume.configMap('v', 'settings', { items, mode: 0o444, optional: false }),
    { configMap: { name: 'settings', items, defaultMode: 0o444, optional: false } }],
  ['fields of the pod', PodVolume.downwardApi('v', { labels: 'metadata.labels' }),
    { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } }],
  ['a token', PodVolume.token('v', { audience: 'vault', expiration: Duration.minutes(10) }),
    { projected: { sources: [{ serviceAccountToken: { audience: 'vault', expirationSeconds: 600, path: 'token' } }] } }],
  ['a claim', PodVolume.claim('v', 'data'), { persistentVolumeClaim: { claimName: 'data' } }],
  ['storage of its own', PodVolume.ephemeral('v', { size: Size.gibibytes(1024), storageClass: 'fast' }), {
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Ti' } },
          storageClassName: 'fast',
          volumeMode: 'Filesystem',
        },
      },
    },
  }],
  ['a driver', PodVolume.csi('v', 'secrets.example.com', {
    attributes: { provider: 'aws' }, readOnly: true, secretName: 'login',
  }), {
    csi: {
      driver: 'secrets.example.com',
      readOnly: true,
      volumeAttributes: { provider: 'aws' },
      nodePublishSecretRef: { name: 'login' },
    },
  }],
  ['a driver alone', PodVolume.csi('v', 'secrets.example.com'), { csi: { driver: 'secrets.example.com' } }],
  ['several in one folder', PodVolume.projected('v', [
    PodVolume.secret('a', 'keys', items), PodVolume.configMap('b', 'settings', { optional: true }),
    PodVolume.downwardApi('c', { name: 'metadata.name' }), PodVolume.token('d', { audience: 'vault' }),
  ]), {
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: 'keys', items } },
        { configMap: { name: 'settings', optional: true } },
        { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
        { serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'token' } },
      ],
    },
  }],
])('%s is written as the API server keeps it', (_, volume, source) => {
  expect(written(volume)).toEqual({ name: 'v', ...source });
});

const missing: any = undefined;

test.each<[string, any, string]>([
  ['a mode beyond 0o777', PodVolume.configMap('v', 'c', { mode: 0o1777 }),
    'configMap.defaultMode = 1023: must be the permissions'],
  ['an item\'s mode', PodVolume.secret('v', 's', [{ key: 'k', path: 'p', mode: -1 }]),
    'secret.items.mode = -1: must be the permissions'],
  ['optional in text', PodVolume.configMap('v', 'c', { optional: 'yes' as any }),
    'configMap.optional = "yes": must be true or false'],
  ['no size', PodVolume.ephemeral('v', missing), 'size: must be a Size.'],
  ['a short token', PodVolume.token('v', { audience: 'a', expiration: Duration.minutes(5) }),
    'expiration = "300 s": must be at least ten minutes.'],
  ['a path out of the volume', PodVolume.secret('v', 's', [{ key: 'k', path: '../p' }]),
    'secret.items.path = "../p": must be a path in'],
  ['two keys at one path', PodVolume.secret('v', 's', [{ key: 'k', path: 'p' }, { key: 'j', path: 'p' }]),
    'items = "p": is the path of two files. Give each a path of its own.'],
  ['two keys of a ConfigMap at one path', PodVolume.configMap('v', 's', { items: [...items, ...items] }), 'is the path of two'],
  ['two files of a folder at one path', PodVolume.projected('v', [
    PodVolume.secret('a', 's', [{ key: 'k', path: 'token' }]), PodVolume.token('b', { audience: 'vault' }),
  ]), 'volumes = "token": is the path of two files.'],
  ['keys in two ways', PodVolume.secret('v', 's', items, { items }), 'files.items: is also said by keys. Keep one of the two.'],
  ['no source', PodVolume.of('v', missing), 'source: must be an object with the type of the volume.'],
  ['an empty source', PodVolume.of('v', { emptyDir: undefined }), 'source: must be an object with the type of the volume.'],
  ['two sources', PodVolume.of('v', { emptyDir: {}, secret: { secretName: 's' } }),
    'source = ["emptyDir","secret"]: must be of one type. Write for example { emptyDir: {} }.'],
  ['an empty limit', PodVolume.emptyDir('v', Size.mebibytes(0)), 'limit = "0": must be larger than 0.'],
  ['an empty disk', PodVolume.ephemeral('v', { size: Size.mebibytes(0) }), 'size = "0": must be larger than 0.'],
  ['a folder of nothing', PodVolume.projected('v', []), 'volumes: must not be empty.'],
  ['a folder of a folder', PodVolume.projected('v', [PodVolume.emptyDir('a')]),
    'volumes = "a": cannot be a part of another volume.'],
  ['no source', PodVolume.of('v', missing), 'source: must be an object with the type of the volume.'],
  ['a source of no type', PodVolume.of('v', { emptyDir: missing }), 'source: must be an object with the type of the volume.'],
  ['a source in text', PodVolume.of('v', 'emptyDir' as any), 'source: must be an object with the type of the volume.'],
  ['a source of two types', PodVolume.of('v', { emptyDir: {}, hostPath: { path: '/' } }),
    'source = ["emptyDir","hostPath"]: must be of one type.'],
  ['a folder of names', PodVolume.projected('v', ['a' as any]), 'volumes[0] = "a": must be a PodVolume.'],
])('%s is refused', (_, volume, line) => {
  expect(said(volume)).toContainEqual(expect.stringContaining(line));
});

test('a mount of a part of a volume', () => {
  const shop = api({}, BARE);
  const { pod } = shop.services.api;
  pod.addVolume(PodVolume.configMap('settings', 'settings'));
  pod.mount({ volume: 'settings', path: '/etc/app.yaml', subPath: 'app.yaml' });
  expect(complaints(() => shop.write())).toEqual([]);
  expect(shop.container('app').volumeMounts).toEqual([
    { name: 'settings', mountPath: '/etc/app.yaml', subPath: 'app.yaml', readOnly: true },
  ]);
});

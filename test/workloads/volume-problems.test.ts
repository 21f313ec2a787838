import { Chart, Testing } from 'cdk8s';
import { PodVolume } from 'cdk8s-pinterest';
import { ConfigMap, PathMapping, Volume } from 'cdk8s-plus-27';
import { api, BARE, complaints, CONTAINER, namesOf } from '../synth';

let count = 0;

function configMap(items?: Record<string, PathMapping>): Volume {
  const chart = new Chart(Testing.app(), `volumes-${count++}`);
  return Volume.fromConfigMap(chart, 'v', ConfigMap.fromConfigMapName(chart, 'c', 'settings'), { items, name: 'settings' });
}

const mounting = (...volumes: Volume[]) => (
  { container: { ...CONTAINER, volumeMounts: volumes.map((volume, n) => ({ path: `/v${n}`, volume })) } }
);

test('two volumes of one name that differ are refused', () => {
  const shop = api(mounting(configMap({ a: { path: 'a' } }), configMap({ b: { path: 'b' } })), BARE);
  expect(complaints(() => shop.write())).toEqual([
    '[chart/api] container.volumeMounts = "settings": is the name of two volumes that differ. '
      + 'Give each volume a name of its own: cdk8s-plus takes it as the option "name".',
  ]);
});

test('the same source twice is one volume', () => {
  const shop = api(mounting(configMap(), configMap()), BARE);
  expect(complaints(() => shop.write())).toEqual([]);
  expect(shop.template.spec.volumes).toEqual([{ name: 'settings', configMap: { name: 'settings' } }]);
});

test('a volume of the plan and one of cdk8s-plus with the same source are one', () => {
  const shop = api(mounting(configMap()), BARE);
  shop.services.api.pod.addVolume(PodVolume.configMap('settings', 'settings'));
  expect(complaints(() => shop.write())).toEqual([]);
  expect(shop.template.spec.volumes).toEqual([{ name: 'settings', configMap: { name: 'settings' } }]);
});

test('of another source they are refused', () => {
  const shop = api(mounting(configMap()), BARE);
  shop.services.api.pod.addVolume(PodVolume.configMap('settings', 'others'));
  expect(complaints(() => shop.write())).toEqual([
    expect.stringContaining('container.volumeMounts = "settings": is the name of a volume that'),
  ]);
});

test('a sidecar mounts a volume of the application by its name', () => {
  const shop = api(mounting(configMap()), BARE);
  shop.services.api.pod.addSidecar('reader', {
    container: { image: 'registry.example.com/reader:1' }, mounts: [{ volume: 'settings', path: '/settings' }],
  });
  expect(complaints(() => shop.write())).toEqual([]);
  expect(shop.container('reader').volumeMounts).toEqual([{ name: 'settings', mountPath: '/settings', readOnly: true }]);
  expect(namesOf(shop.template.spec.volumes)).toEqual(['settings']);
});

test('the user adds the same volume twice, but not two of one name', () => {
  const shop = api({}, BARE);
  const { pod } = shop.services.api;
  pod.addVolume(PodVolume.configMap('settings', 'settings'));
  pod.addVolume(PodVolume.configMap('settings', 'settings'));
  expect(complaints(() => shop.write())).toEqual([]);
  expect(shop.template.spec.volumes).toHaveLength(1);
  pod.addVolume(PodVolume.configMap('settings', 'others'));
  expect(complaints(() => shop.write())).toEqual([
    '[chart/api] pod = "volume \\"settings\\"": is added twice by the user. Choose another name.',
  ]);
});

test('a volume of the plan is that of a sidecar, too, if they are the same', () => {
  const shop = (name: string) => {
    const built = api({}, BARE);
    const { pod } = built.services.api;
    pod.addVolume(PodVolume.configMap('settings', name));
    pod.addSidecar('reader', {
      container: { image: 'registry.example.com/reader:1', volumeMounts: [{ path: '/s', volume: configMap() }] },
    });
    return complaints(() => built.write());
  };
  expect(shop('settings')).toEqual([]);
  expect(shop('others')).toEqual([
    '[chart/api] pod = "volume \\"settings\\"": is added twice by the user. Choose another name.',
  ]);
});

test.each<[string, unknown]>([
  ['an object without text', Object.create(null)], ['a symbol', Symbol('a')], ['a number', 7],
])('%s as the path of a mount is refused by its field', (_, path: any) => {
  const lines = (change: (pod: any) => void) => {
    const shop = api({}, BARE);
    const { pod } = shop.services.api;
    pod.addVolume(PodVolume.emptyDir('v'));
    change(pod);
    return complaints(() => shop.write());
  };
  const mounts = [{ volume: 'v', path }, { volume: 'v', path: '/v' }];
  const ofApplication = lines(pod => mounts.forEach(mount => pod.mount(mount)));
  const ofSidecar = lines(pod => pod.addSidecar('s', { container: { image: 's:1' }, mounts }));
  expect(ofApplication).toContainEqual(expect.stringMatching(/^\[chart\/api\] pod\.mount.*: must be/));
  expect(ofSidecar).toContainEqual(expect.stringMatching(/^\[chart\/api\] pod\.containers\["s"\].*: must be/));
  for (const line of [...ofApplication, ...ofSidecar]) expect(line).not.toContain('threw an error');
});

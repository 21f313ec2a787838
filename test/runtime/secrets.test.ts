import { Duration } from 'cdk8s';
import {
  OnChange, PinterestApp, PinterestChart, PinterestDaemon, PinterestJobSet, ReloadSignal, SecretFile,
} from 'cdk8s-pinterest';
import { SecretStore, StandardRelease, StoreTrust } from 'cdk8s-pinterest/platform';
import { SecretsComponent } from 'cdk8s-pinterest/runtime';
import {
  api, BARE, Built, CONTAINER, complaints, freshFolder, IDENTITY, MESH, named, namesOf, Shop, VERSIONS, World,
} from '../synth';

const ADDRESS = 'https://vault.example.com:8200';
const STORE = SecretStore.vault({ address: ADDRESS });
const WORLD: World = { ...MESH, secretStore: STORE };
const PASSWORD = SecretFile.value({ path: 'kv/data/boards/db', key: 'password', file: 'password' });
const COMMAND = { ...CONTAINER, command: ['server'] };

function agentConfig(shop: Shop): any {
  const { volumes } = shop.template.spec;
  const { name } = named(volumes, 'secrets-config').configMap;
  return JSON.parse(shop.all('ConfigMap').find(({ metadata }) => metadata.name === name).data['agent.json']);
}

test('who asks for no secret gets nothing, whatever the cluster has', () => {
  const with_ = api({}, WORLD);
  const without = api({}, MESH);
  expect(with_.template).toEqual(without.template);
  expect(namesOf(with_.all('ConfigMap').map(({ metadata }) => metadata)))
    .toEqual(namesOf(without.all('ConfigMap').map(({ metadata }) => metadata)));
});

test.each(VERSIONS)('on %s a service has one sidecar for its secrets, and the application waits for them', version => {
  const { spec } = api({ secrets: [PASSWORD] }, { ...WORLD, version }).template;
  const [first] = spec.initContainers;
  if (Number(version.split('.')[1]) < 29) {
    expect(namesOf(spec.initContainers)).toEqual(['first-secrets']);
    expect(first.command).toContain('-exit-after-auth');
    expect(namesOf(spec.containers)).toEqual(['secrets', 'proxy', 'app']);
  } else {
    expect(namesOf(spec.initContainers)).toEqual(['secrets', 'proxy']);
    expect(first).toMatchObject({
      restartPolicy: 'Always', startupProbe: { exec: { command: ['sh', '-c', expect.stringContaining('/secrets/password')] } },
    });
    expect(first.command).not.toContain('-exit-after-auth');
    expect(namesOf(spec.containers)).toEqual(['app']);
  }
});

test.each(VERSIONS)('on %s a pod that runs to completion has its secrets from an init container, and no sidecar', version => {
  const built = new Built(chart => new PinterestJobSet(chart, 'report', { container: CONTAINER, secrets: [PASSWORD] }), {
    ...WORLD, version,
  });
  const { spec } = built.one('Job').spec.template;
  expect([namesOf(spec.initContainers), namesOf(spec.containers)]).toEqual([['secrets'], ['app']]);
  expect(spec.initContainers[0]).not.toHaveProperty('restartPolicy');
  expect(spec.initContainers[0].command).toContain('-exit-after-auth');
});

test('every kind of workload may ask', () => {
  const build = (chart: PinterestChart) => new PinterestDaemon(chart, 'agent', { container: CONTAINER, secrets: [PASSWORD] });
  const { spec } = new Built(build, WORLD, 'platform').one('DaemonSet').spec.template;
  expect(namesOf(spec.initContainers)).toContain('secrets');
});

test('the agent logs in with the pod\'s certificate, to a role of the workload\'s own', () => {
  const shop = api({ secrets: [PASSWORD] }, WORLD);
  const files = {
    ca_cert: '/var/run/identity/ca.crt', client_cert: '/var/run/identity/tls.crt', client_key: '/var/run/identity/tls.key',
  };
  const { vault, auto_auth: { method: [method] } } = agentConfig(shop);
  expect(vault).toMatchObject({ address: ADDRESS, ...files });
  expect(method).toMatchObject({ type: 'cert', mount_path: 'auth/cert', config: { name: 'shop.api', ...files, reload: true } });
  expect(named(shop.container('secrets').volumeMounts, 'identity')).toEqual({
    name: 'identity', mountPath: '/var/run/identity', readOnly: true,
  });
});

test('the store knows a workload by its certificate\'s common name, which fits into X.509 and is no host\'s', () => {
  const commonName = (name: string, namespace: string): string => {
    const shop = new Shop(new PinterestApp({ outdir: freshFolder() }), { [name]: {} }, WORLD, namespace);
    return shop.one('Certificate').spec.commonName;
  };
  expect(commonName('api', 'shop')).toBe('shop:api');
  const long = 'a'.repeat(62);
  const names = [commonName(`${long}a`, long), commonName(`${long}b`, long), commonName(`${long}a`, 'shop')];
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^(?=.*:)[^/]{1,64}$/);
  expect(api({}, MESH).one('Certificate').spec).not.toHaveProperty('commonName');
});

test('what differs between stores is said once, on the cluster', () => {
  const secretStore = SecretStore.vault({
    address: ADDRESS,
    authMount: 'mesh',
    role: 'workloads',
    namespace: 'shops',
    trust: StoreTrust.configMap('vault-ca'),
    refresh: Duration.seconds(30),
  });
  const shop = api({ secrets: [PASSWORD] }, { ...MESH, secretStore });
  const { vault, auto_auth: { method: [method] }, template_config: refresh } = agentConfig(shop);
  expect(shop.container('secrets').env).toEqual([{ name: 'VAULT_NAMESPACE', value: 'shops' }]);
  expect(vault).toMatchObject({ ca_cert: '/etc/secret-store/ca.crt' });
  expect(method).toMatchObject({ mount_path: 'auth/mesh', config: { name: 'workloads', ca_cert: '/etc/secret-store/ca.crt' } });
  expect(refresh).toEqual({ static_secret_render_interval: '30s' });
  expect(named(shop.container('secrets').volumeMounts, 'secret-store-ca')).toMatchObject({
    mountPath: '/etc/secret-store', readOnly: true,
  });
  expect(named(shop.template.spec.volumes, 'secret-store-ca').configMap).toEqual({ name: 'vault-ca' });
  const open = SecretStore.vault({ address: ADDRESS, trust: StoreTrust.PUBLIC });
  expect(agentConfig(api({ secrets: [PASSWORD] }, { ...MESH, secretStore: open })).vault).not.toHaveProperty('ca_cert');
});

test('secrets are in memory; the agent alone writes them, for the pod\'s group to read', () => {
  const shop = api({ secrets: [PASSWORD, SecretFile.json({ path: 'kv/data/boards/db', file: 'db.json' })] }, WORLD);
  expect(named(shop.template.spec.volumes, 'secrets').emptyDir.medium).toBe('Memory');
  expect(named(shop.container('app').volumeMounts, 'secrets')).toEqual({
    name: 'secrets', mountPath: '/etc/secrets', readOnly: true,
  });
  expect(named(shop.container('secrets').volumeMounts, 'secrets')).toEqual({ name: 'secrets', mountPath: '/secrets' });
  expect(agentConfig(shop).template.map(({ destination, perms }: any) => [destination, perms])).toEqual([
    ['/secrets/password', '0440'], ['/secrets/db.json', '0440'],
  ]);
});

test('no quote of a path or key breaks out of its template', () => {
  const odd = SecretFile.value({ path: 'kv/data/boards/db', key: 'a"}}b\\', file: 'odd' });
  expect(agentConfig(api({ secrets: [odd] }, WORLD)).template[0].contents).toContain(String.raw`index $values "a\"}}b\\"`);
});

test('Vault\'s agent takes the place of OpenBao\'s, and a release says which it has', () => {
  const component = new SecretsComponent({ image: 'docker.io/hashicorp/vault:1.20.0', program: 'vault' });
  const release = StandardRelease.v202611().derive('2026.11-vault', [component]);
  const { command, image } = api({ secrets: [PASSWORD] }, { ...WORLD, offered: [release] }).container('secrets');
  expect(image).toBe('docker.io/hashicorp/vault:1.20.0');
  expect(command.slice(3)).toEqual(['sh', 'vault', 'agent', '-config=/etc/agent/agent.json', '-log-level=warn']);
  expect(component.settings()).toEqual({ image, program: 'vault' });
});

test.each<[string, SecretFile[], string[], World?]>([
  [
    'a cluster without secret store',
    [PASSWORD],
    ['secrets = ["password"]: need a secret store, which the cluster prod does not have. '
      + 'Set secretStore on the Cluster, or leave out secrets for that cluster.'],
    MESH,
  ],
  [
    'a cluster without identity',
    [PASSWORD],
    ['secrets = ["password"]: need an identity to log in with, which the cluster prod does not have. '
      + 'Set identity on the Cluster, or leave out secrets for that cluster.'],
    { ...BARE, secretStore: STORE },
  ],
  [
    'a store without TLS',
    [PASSWORD],
    ['[app] platform.clusters["prod"].secretStore.address = "http://vault:8200": '
      + 'must be an https address, since pods log in with a certificate. '
      + 'Write for example "https://vault.example.com:8200".'],
    { identity: IDENTITY, secretStore: SecretStore.vault({ address: 'http://vault:8200' }) },
  ],
  [
    'a refresh that would never rest',
    [PASSWORD],
    ['[app] platform.clusters["prod"].secretStore.refresh = "0 s": must be at least a second. Write Duration.minutes(5).'],
    { identity: IDENTITY, secretStore: SecretStore.vault({ address: ADDRESS, refresh: Duration.seconds(0) }) },
  ],
  ['one file twice', [PASSWORD, PASSWORD], ['secrets.file = "password": is used twice. Rename one of the two.']],
  ['a file in another folder', [SecretFile.json({ path: 'kv/data/db', file: '../db' })], ['secrets.file = "../db": '
    + 'must be a file name: letters, digits, "-", "_" and ".". Write a plain file name such as "db-password".']],
  ['a path that starts with a slash', [SecretFile.json({ path: '/kv/data/db', file: 'db' })], ['secrets["db"].path = '
    + '"/kv/data/db": must be a path of the store\'s API: a mount and a path in it, without "/" at the start or end. '
    + 'Write for example "kv/data/boards/db".']],
  ['a path that climbs', [SecretFile.json({ path: 'kv/data/../db', file: 'db' })], [
    'secrets["db"].path = "kv/data/../db": must be a path of the store\'s API: a mount and a path in it, '
      + 'without "/" at the start or end. Write for example "kv/data/boards/db".',
  ]],
  [
    'a value without key',
    [SecretFile.value({ path: 'kv/data/db', key: '', file: 'db' })],
    ['secrets["db"].key = "": must name a value of the secret. Write for example "password".'],
  ],
  [
    'a secret in a manifest',
    [SecretFile.template({ template: 'password=hunter2', file: 'db' })],
    ['secrets["db"].template: reads no secret from the store, and manifests must not contain secrets. '
      + 'Write for example {{ with secret "kv/data/boards/db" }}{{ .Data.data.password }}{{ end }}. '
      + 'Text that is not secret belongs in config.files.'],
  ],
])('%s is refused', (_, secrets, lines, world = WORLD) => {
  expect(complaints(() => api({ secrets }, world).write()))
    .toEqual(lines.map(line => line.startsWith('[') ? line : `[chart/api/runtime/secrets] ${line}`));
});

test('a change reaches an application that a shell can run, and only while it lasts', () => {
  const changing = SecretFile.value({
    path: 'kv/data/boards/db', key: 'password', file: 'password', onChange: OnChange.signal(ReloadSignal.HUP),
  });
  expect(complaints(() => api({ secrets: [changing] }, WORLD).write())).toEqual([
    '[chart/api] container.command = ["/etc/secrets/password"]: must be set, so that a shell can run it and signal '
      + 'it when these files change. Write the command (the image needs "sh"), or let the application read them again: '
      + 'OnChange.READ_ANEW.',
  ]);
  expect(complaints(() => api({ container: COMMAND, secrets: [changing] }, WORLD).write())).toEqual([]);
  expect(api({ container: COMMAND, secrets: [PASSWORD] }, WORLD).container('app').command).toEqual(['server']);
  expect(new Built(chart => new PinterestJobSet(chart, 'report', { container: COMMAND, secrets: [changing] }), WORLD).errors)
    .toEqual([
      '[chart/report] onChange = ["/etc/secrets/password"]: has no effect in pods that run to completion: '
        + 'their files do not change after the start. Leave onChange out.',
    ]);
});

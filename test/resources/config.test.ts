import { ConfigProps } from 'cdk8s-pinterest';
import { EnvValue } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { api, complaints, CONTAINER, MESH, named } from '../synth';

const filesName = (config: ConfigProps) => api({ config }).services.api.configFiles!.name;

test('a ConfigMap is immutable and called by the workload and what is in it', () => {
  const { configFiles, configEnv } = api({ config: { files: { f: 'a' }, env: { A: 'a' } } }).services.api;
  expect(configFiles!.toJson()).toMatchObject({
    immutable: true, data: { f: 'a' }, metadata: { name: expect.stringMatching(/^api-config-[0-9a-f]{8}$/) },
  });
  expect(configEnv!.toJson()).toMatchObject({
    immutable: true, data: { A: 'a' }, metadata: { name: expect.stringMatching(/^api-env-[0-9a-f]{8}$/) },
  });
});

test('the name changes exactly when the content does', () => {
  const files = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', 'x', 'y'), { minKeys: 1 })
    .map(data => Object.fromEntries(Object.entries(data).sort()));
  fc.assert(fc.property(files, files, (one, other) => {
    expect(filesName({ files: one }) === filesName({ files: other })).toBe(JSON.stringify(one) === JSON.stringify(other));
  }), { numRuns: 40 });
});

test('the order in which files are written down does not rename the ConfigMap', () => {
  expect(filesName({ files: { a: '1', b: '2' } })).toBe(filesName({ files: { b: '2', a: '1' } }));
});

test('a file\'s name belongs to the content, its folder does not', () => {
  expect(filesName({ files: { a: '1' } })).not.toBe(filesName({ files: { b: '1' } }));
  expect(filesName({ files: { a: '1' }, mountPath: '/x' })).toBe(filesName({ files: { a: '1' } }));
});

test('a value that a template resolves to belongs to the content', () => {
  const on = (name: string) => api({ config: { files: { f: '{{cluster}}' } } }, { ...MESH, name }).services.api.configFiles!.name;
  expect(on('prod')).not.toBe(on('staging'));
});

test('templates are filled in files and variables, and escaped ones are text', () => {
  const all = '{{cluster}} {{environment}} {{region}} {{namespace}} {{service}} {{team}} {{dnsDomain}}';
  const { configFiles, configEnv } = api({
    config: { files: { f: `${all} \\{{service}} {{ .Helm }}` }, env: { A: '{{service}}.{{namespace}}' } },
  }, { ...MESH, region: 'us-east-1' }).services.api;
  expect(configFiles!.toJson().data).toEqual({ f: 'prod prod us-east-1 shop api boards cluster.local {{service}} {{ .Helm }}' });
  expect(configEnv!.toJson().data).toEqual({ A: 'api.shop' });
});

test.each([
  ['{{version}}', 'without artifact'],
  ['{{region}}', 'on a cluster without region'],
  ['{{secret}}', 'never'],
])('%s is unknown %s and refused', text => {
  expect(complaints(() => api({ config: { files: { 'a.yaml': text } } }).write())).toEqual([
    `[chart/api] config.files["a.yaml"] = "${text}": has no value here. `
      + `Known names: cluster, dnsDomain, environment, namespace, service, team. Write \\${text} for the text itself, `
      + 'or ConfigFile.raw(text) if none of it is to be replaced.',
  ]);
});

test.each([
  [
    { files: { 'a/b': 'x' } },
    'config.files = "a/b": must be a file name: letters, digits, "-", "_" and ".". Write a plain file name such as "app.yaml".',
  ],
  [
    { env: { 'A-B': 'x' } },
    'config.env = "A-B": must be a variable\'s name: letters, digits and "_", not starting with a digit. '
      + 'Write a name such as "LOG_LEVEL". container.envVariables take names with "." and "-", which shells lose.',
  ],
])('a key that the API server or a shell would not take is refused: %j', (config, message) => {
  expect(complaints(() => api({ config }).write())).toEqual([`[chart/api] ${message}`]);
});

test.each([
  ['U+0085 in line 2', 'two lines\nand one\u0085more'],
  ['U+007F in line 1', '\u007f'],
  ['U+FFFE in line 1', '\ufffe'],
  ['U+D800 in line 3', '\n\n\ud800 '],
])('a character that a server-side apply refuses or changes is refused: %s', (found, text) => {
  const rest = `"${found}": is a character that the API server does not accept in a manifest. Remove it; `
    + 'most editors do not show it. Encode binary data in base64, and decode it in the application.';
  expect(complaints(() => api({ config: { files: { 'a.yaml': text }, env: { A: text } } }).write())).toEqual([
    `[chart/api] config.files["a.yaml"] = ${rest}`, `[chart/api] config.env["A"] = ${rest}`,
  ]);
});

test('other characters are taken, escaped where they must be', () => {
  const text = 'tab\there, \0\x1b\r\n\u2028 \ufeff \ufffd \ud83d\ude00';
  expect(api({ config: { files: { f: text } } }).services.api.configFiles!.toJson().data).toEqual({ f: text });
});

test('files are mounted read-only in their folder, and only the application sees them', () => {
  for (const [mountPath, folder] of [[undefined, '/etc/app'], ['/conf', '/conf']]) {
    const shop = api({ config: { files: { f: 'x' }, mountPath } });
    expect(named(shop.template.spec.volumes, 'config')).toEqual({
      name: 'config', configMap: { name: shop.services.api.configFiles!.name },
    });
    expect(named(shop.container('app').volumeMounts, 'config')).toEqual({ name: 'config', mountPath: folder, readOnly: true });
    expect(named(shop.container('proxy').volumeMounts, 'config')).toBeUndefined();
  }
});

test('variables come from the ConfigMap, the container\'s own sources after it', () => {
  const shop = api({ config: { env: { A: 'x' } }, container: { ...CONTAINER, envVariables: { B: EnvValue.fromValue('y') } } });
  expect(shop.container('app').envFrom).toEqual([{ configMapRef: { name: shop.services.api.configEnv!.name } }]);
});

test('without configuration there is no ConfigMap but the proxy\'s', () => {
  expect(api({ config: { files: {}, env: {} } }).all('ConfigMap').map(object => object.metadata.name))
    .toEqual([expect.stringMatching(/^chart-proxy-/), expect.stringMatching(/^api-proxy-/)]);
});

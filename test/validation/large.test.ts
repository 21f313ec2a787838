import { IdentityProvider, TrustBundle } from 'cdk8s-pinterest/platform';
import { EnvValue } from 'cdk8s-plus-27';
import { api, complaints, CONTAINER, MESH, OWNER } from '../synth';

const said = (props: any, world: any = MESH) => complaints(() => api(props, world).write());
const variables = (count: number) => Object.fromEntries(
  Array.from({ length: count }, (_, n) => [`A${n}`, EnvValue.fromValue('x')]),
);

test.each<[string, any, RegExp]>([
  ['a variable of 128 KiB', {
    container: { ...CONTAINER, envVariables: { BIG: EnvValue.fromValue('x'.repeat(131_072)) } },
  },
  /^\[chart\/api\] container\.envVariables\["BIG"\]\.value = "x+\.\.\. \(\d+ characters\): must be text without NUL, of /],
  ['an argument of 128 KiB', { container: { ...CONTAINER, args: ['x'.repeat(131_072)] } },
    /^\[chart\/api\] container\.args\[0\] = "x+\.\.\. \(131074 characters\): must be text without NUL, of at most 131071 bytes/],
  ['a configured variable of more than 128 KiB', { config: { env: { BIG: 'x'.repeat(200_000) } } },
    /^\[chart\/api\] config\.env\["BIG"\] = "x+\.\.\. \(200002 characters\): must be text without NUL, of at most 131071 bytes/],
  ['a contact of 300 kB', { owner: { ...OWNER, contact: 'x'.repeat(300_000) } },
    /^\[chart\/api\] owner\.contact = "x+\.\.\. \(300002 characters\): must be one line of text, of at most 1000 characters/],
  ['100,000 variables', { container: { ...CONTAINER, envVariables: variables(100_000) } },
    /^\[chart\/api\] container\.envVariables = 100000: must have at most 50000 items\. Write fewer, or several workloads\.$/],
])('%s is refused by name, in a message that can be read', (_, props, line) => {
  expect(said(props)).toEqual([expect.stringMatching(line)]);
});

test('as many variables as an object takes are taken', () => {
  expect(said({ container: { ...CONTAINER, envVariables: variables(2_000) } })).toEqual([]);
});

test('a trust domain is no address, and has no capital letters', () => {
  const trust = TrustBundle.configMap({ name: 'mesh-authorities' });
  for (const trustDomain of ['spiffe://Example.com/', 'Example.com', 'example.com/']) {
    expect(said({}, { ...MESH, identity: IdentityProvider.certManager({ issuer: 'mesh', trust, trustDomain }) })).toContainEqual(
      expect.stringContaining(`identity.trustDomain = "${trustDomain}": must be lower-case letters, digits, "-", "_" and "."`),
    );
  }
});

// Tried on Linux: with 131,071 bytes a program starts, with one more it does not. A variable counts with its name.
test.each<[string, number, any]>([
  ['an argument', 131_071, (text: string) => ({ container: { ...CONTAINER, args: [text] } })],
  ['a variable', 131_067, (text: string) => ({ container: { ...CONTAINER, envVariables: { BIG: EnvValue.fromValue(text) } } })],
  ['a configured variable', 131_067, (text: string) => ({ config: { env: { BIG: text } } })],
])('%s is taken if a program starts with it', (_, bytes, propsOf) => {
  expect(said(propsOf('x'.repeat(bytes)))).toEqual([]);
  expect(said(propsOf('x'.repeat(bytes + 1)))).toEqual([expect.stringMatching(/131072 bytes|131074 characters/)]);
  expect(said(propsOf('é'.repeat(bytes / 2 + 1)))).toEqual([expect.stringMatching(/bytes/)]);
});

test('a variable that is added is measured, too', () => {
  const shop = api({}, MESH);
  shop.services.api.pod.addEnv('BIG', EnvValue.fromValue('x'.repeat(131_068)));
  expect(complaints(() => shop.write())).toEqual(['[chart/api] pod.addEnv["BIG"] = "131072 bytes": is more than Linux takes with '
    + 'the name, 131071 bytes: no program would start. Put it into a file, by config.files.']);
});

test('the keys of a ConfigMap do not count, as on the server', () => {
  const files = (bytes: number) => ({ config: { files: { 'a.txt': 'x'.repeat(bytes) } } });
  expect(said(files(1_048_576))).toEqual([]);
  expect(said(files(1_048_577)))
    .toEqual([expect.stringContaining('config.files = "1048577 bytes": must not be larger than 1048576')]);
});

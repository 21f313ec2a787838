import { IdentityProvider, TrustBundle } from 'cdk8s-pinterest/platform';
import { EnvValue } from 'cdk8s-plus-27';
import { api, complaints, CONTAINER, MESH, OWNER } from '../synth';

const said = (props: any, world: any = MESH) => complaints(() => api(props, world).write());
const variables = (count: number) => Object.fromEntries(
  Array.from({ length: count }, (_, n) => [`A${n}`, EnvValue.fromValue('x')]),
);

test.each<[string, any, RegExp]>([
  ['a variable of more than 128 KiB', {
    container: { ...CONTAINER, envVariables: { BIG: EnvValue.fromValue('x'.repeat(131_072)) } },
  },
  /^\[chart\/api\] container\.envVariables\["BIG"\]\.value = "x+\.\.\. \(\d+ characters\): must be text without NUL, of /],
  ['a configured variable of more than 128 KiB', { config: { env: { BIG: 'x'.repeat(200_000) } } },
    /^\[chart\/api\] config\.env\["BIG"\] = "x+\.\.\. \(200002 characters\): must be text without NUL, of at most 128 KiB/],
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

import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import * as fc from 'fast-check';
import { fuzz, FUZZ_TIMEOUT } from './budget';
import { LuaConverter } from './lua';
import { CALLEE_LUA } from '../../lib/runtime/traffic/callee-lua';
import { NOBODY, SPIFFE_LUA, SPIFFE_READER } from '../../lib/runtime/traffic/spiffe-lua';

const lua = new LuaConverter(SPIFFE_LUA, 'spiffe_id');

afterAll(async () => lua.stop());

const ID = 'spiffe://example.com/ns/shop/sa/web';
/** Tags of kinds of names. */
const [EMAIL, DNS, URI, IP] = [0x81, 0x82, 0x86, 0x87];

type Name = [tag: number, text: string];

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const long = length < 0x100 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...(length < 0x80 ? [length] : long)]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** An extension, by the last byte of its number 2.5.29. */
function extension(number: number, content: Buffer, critical = false): Buffer {
  return sequence(
    tagged(0x06, Buffer.from([0x55, 0x1d, number])), critical ? hex('0101ff') : Buffer.alloc(0), tagged(0x04, content),
  );
}

const names = (list: Name[], critical = false): Buffer =>
  extension(17, sequence(...list.map(([tag, text]) => tagged(tag, Buffer.from(text, 'latin1')))), critical);
const CONSTRAINTS = extension(19, sequence(), true);
const KEY_USAGE = extension(15, hex('03020780'), true);

const KEYS = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SPKI = KEYS.publicKey.export({ type: 'spki', format: 'der' });
const ALGORITHM = sequence(hex('0608 2a8648ce3d040302'));
const SUBJECT = sequence(tagged(0x31, sequence(hex('0603 550403'), tagged(0x0c, Buffer.from('web')))));
const VALIDITY = sequence(...['260101000000Z', '490101000000Z'].map(time => tagged(0x17, Buffer.from(time))));

/** A certificate of its own issuer. */
function certificate(...extensions: Buffer[]): Buffer {
  const signed = sequence(
    hex('a003 0201 02'), hex('0201 01'), ALGORITHM, SUBJECT, VALIDITY, SUBJECT, SPKI,
    ...(extensions.length > 0 ? [tagged(0xa3, sequence(...extensions))] : []),
  );
  const signature = sign('sha256', signed, KEYS.privateKey);
  return sequence(signed, ALGORITHM, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

const REAL = certificate(CONSTRAINTS, names([[URI, ID], [DNS, 'web.shop.svc']]), KEY_USAGE);

/** The names of certificates, as the proxy reads them. */
const allOf = async (ders: Uint8Array[]): Promise<string[]> => lua.convert(ders.map(der => Buffer.from(der).toString('hex')));
const of = async (der: Uint8Array): Promise<string> => (await allOf([der]))[0];

/** So many at a time, since the thread is the costly part of it. */
const BATCH = { minLength: 100, maxLength: 100 };

/** What another reader says of the URIs; undefined if it cannot read the certificate. */
function urisOf(der: Buffer): string[] | undefined {
  try {
    const { subjectAltName = '' } = new X509Certificate(der);
    // Node quotes a name that could be taken for two.
    return (subjectAltName.match(/(?:[^,"]|"(?:\\.|[^"])*")+/g) ?? []).map(name => name.trim())
      .filter(name => name.startsWith('URI:')).map(name => name.slice(4));
  } catch {
    return undefined;
  }
}

/** Nobody, or the one name that the other reader finds, too. */
async function neverAFalseName(ders: Buffer[]): Promise<void> {
  (await allOf(ders)).forEach((id, n) => {
    const uris = id === NOBODY ? undefined : urisOf(ders[n]);
    if (uris !== undefined) expect([id]).toEqual(uris);
  });
}

test('the name of a certificate is found, whatever else is in it', async () => {
  expect(urisOf(REAL)).toEqual([ID]);
  for (const der of [
    REAL,
    certificate(names([[URI, ID]])),
    certificate(CONSTRAINTS, KEY_USAGE, names([[DNS, 'a'], [EMAIL, 'a@b.c'], [IP, '\n\0\0\x01'], [URI, ID]], true)),
  ]) {
    expect(new X509Certificate(der).verify(KEYS.publicKey)).toBe(true);
    expect(await of(der)).toBe(ID);
  }
});

test.each<[string, Name[][]]>([
  ['no name', []],
  ['no URI', [[[DNS, 'web.shop.svc']]]],
  ['two URIs', [[[URI, ID], [URI, `${ID}2`]]]],
  ['one URI twice', [[[URI, ID], [URI, ID]]]],
  ['two extensions', [[[URI, ID]], [[URI, `${ID}2`]]]],
  ['two extensions, the second without a URI', [[[URI, ID]], [[DNS, 'web.shop.svc']]]],
  ['the name as a DNS name', [[[DNS, ID]]]],
])('a certificate with %s names nobody', async (_, extensions) => {
  expect(await of(certificate(...extensions.map(list => names(list))))).toBe(NOBODY);
});

test.each([
  '', 'spiffe://', 'spiffe://example.com', 'spiffe://example.com/', 'spiffe:///ns/shop', 'https://example.com/ns/shop/sa/web',
  'SPIFFE://example.com/ns/shop/sa/web', 'spiffe://Example.com/ns/shop/sa/web', 'spiffe://example.com:8443/ns/shop/sa/web',
  'spiffe://user@example.com/ns/shop', 'spiffe://example.com/ns//sa',
  'spiffe://example.com/ns/./sa', 'spiffe://example.com/../sa',
  'spiffe://example.com/ns/..', 'spiffe://example.com/ns/shop/sa/web/',
  'spiffe://example.com/ns/shop?a', 'spiffe://example.com/ns/%2e',
  'spiffe://example.com/ns/shop#a', `${ID}\n`, `${ID}\0`, `${ID}\0.evil`, ` ${ID}`, `${ID} `, `${ID}"`, `${ID}'`, `${ID}\r\nx: y`,
  `${ID}ä`, `spiffe://${'a'.repeat(256)}/x`, `spiffe://example.com/${'a'.repeat(2048)}`, NOBODY,
])('no SPIFFE id: %#', async uri => {
  expect(await of(certificate(names([[URI, uri]])))).toBe(NOBODY);
});

test('the longest id and the longest trust domain are taken', async () => {
  for (const uri of [`spiffe://${'a'.repeat(255)}/x`, `spiffe://example.com/${'a'.repeat(2048 - 21)}`]) {
    expect(await of(certificate(names([[URI, uri]])))).toBe(uri);
  }
});

test('no caller can be called like a certificate without a name', () => {
  expect(NOBODY).toContain(' ');
  expect(NOBODY.startsWith('spiffe://')).toBe(false);
});

test('callees are read by the very code by which callers are', () => {
  for (const program of [SPIFFE_LUA, CALLEE_LUA]) expect(program).toContain(SPIFFE_READER);
});

/** Changes of a real certificate: bytes flipped, lengths forged, parts cut out, doubled or put in. */
const mutations = fc.array(fc.tuple(fc.constantFrom('set', 'cut', 'insert', 'double'), fc.nat(), fc.oneof(
  fc.constantFrom(0x00, 0x30, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x88, 0xa3, 0x86, 0x1f, 0x9f, 0xff), fc.nat(255),
), fc.nat(40)), { minLength: 1, maxLength: 6 });

function mutated(changes: [string, number, number, number][]): Buffer {
  return changes.reduce<Buffer>((der, [kind, where, byte, length]) => {
    const at = where % Math.max(der.length, 1);
    const [before, part, after] = [der.subarray(0, at), der.subarray(at, at + length), der.subarray(at + length)];
    switch (kind) {
      case 'set': return Buffer.concat([before, Buffer.from([byte]), der.subarray(at + 1)]);
      case 'cut': return Buffer.concat([before, after]);
      case 'insert': return Buffer.concat([before, Buffer.from([byte]), der.subarray(at)]);
      default: return Buffer.concat([before, part, part, after]);
    }
  }, REAL);
}

/** Names as hostile as they can be written into a certificate that is right otherwise. */
const hostileNames = fc.array(fc.tuple(
  fc.constantFrom(EMAIL, DNS, URI, URI, URI, IP, 0xa4), fc.oneof(
    fc.constant(ID),
    fc.constantFrom(`${ID}\n`, `${ID}\0`, `${ID}" or "`, `URI:${ID}`, `a, URI:${ID}`, `${ID}, URI:${ID}`),
    fc.string(),
  ),
), { maxLength: 4 });

let seen = 0;

test('random bytes name nobody', async () => {
  await fuzz(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), BATCH), async batch => {
    seen += batch.length;
    expect(new Set(await allOf(batch))).toEqual(new Set([NOBODY]));
  }));
}, FUZZ_TIMEOUT);

test('a changed certificate names nobody, or whom another reader names', async () => {
  await fuzz(fc.asyncProperty(fc.array(mutations, BATCH), async batch => {
    seen += batch.length;
    await neverAFalseName(batch.map(mutated));
  }));
}, FUZZ_TIMEOUT);

test('hostile names in a certificate name nobody, or whom another reader names', async () => {
  await fuzz(fc.asyncProperty(fc.array(hostileNames, BATCH), async batch => {
    seen += batch.length;
    const ders = batch.map(list => certificate(names(list.map(([tag, text]) => [tag, text.slice(0, 200)])), KEY_USAGE));
    const uris = batch.map(list => list.filter(([tag]) => tag === URI).map(([, text]) => text));
    expect(await allOf(ders)).toEqual(uris.map(list => list.length === 1 && list[0] === ID ? ID : NOBODY));
    await neverAFalseName(ders);
  }));
}, FUZZ_TIMEOUT);

test('deep nesting, huge and negative lengths cost neither time nor memory', async () => {
  let nested: Buffer = Buffer.alloc(0);
  while (nested.length < 60_000) nested = sequence(nested);
  const start = Date.now();
  const answers = await allOf([
    nested, ...[0x30, 0x80, 0xff].map(byte => Buffer.alloc(65_000, byte)), Buffer.alloc(10_000_000, 0x30), Buffer.alloc(0),
    ...['3084ffffffff', '3088ffffffffffffffff', '30887fffffffffffffff', '3080', '30ff', '30'].map(hex),
    sequence(sequence(...Array.from({ length: 4000 }, () => sequence())), sequence(), sequence()),
  ]);
  expect(new Set(answers)).toEqual(new Set([NOBODY]));
  expect(Date.now() - start).toBeLessThan(5000);
  expect(new Set(await lua.convert(['0', 'zz', '30 0', 'A0'.repeat(100_000), undefined, 5]))).toEqual(new Set([NOBODY]));
});

test('all these certificates took little memory', () => {
  console.log(`${seen} hostile certificates, at most ${Math.round(lua.mostMemory / 1024 / 1024)} MiB`);
  // On a busy machine a batch of each property.
  expect(seen).toBeGreaterThanOrEqual(300);
  expect(lua.mostMemory).toBeLessThan(64 * 1024 * 1024);
});

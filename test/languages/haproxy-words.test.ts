import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { format, sectionName, word } from '../../lib/languages/haproxy-words';
import { fuzz, FUZZ_TIMEOUT } from '../fuzz/budget';
import { ENV, HAPROXY, withHaproxy } from '../runtime/haproxy';
import { freshFolder } from '../synth';

/** What could end a word, a line, a section or a condition, or be an option or a variable. */
const HOSTILE = [
  '"', '\'', '\\', ' ', '\t', '\n', '\r', '#', '$', '${HOME}', '"${HOME[*]}"', '%', '%[src]', '%%', '-f', '-m', '-i', '--',
  '{', '}', '||', 'or', 'if', 'unless', '\\n', '\\x41', '/etc/passwd', '@', ',', ';', '\u0000', '\u0085', '\u2028', '\ud800',
  'é', '🙂', 'global', '.if', 'a',
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 12 })
  .map(parts => parts.join(''));
/** What is written for a text: UTF-8 without NUL, and never nothing. */
const expected = (text: string) => Buffer.from(text.replaceAll('\0', '\uFFFD') || '\uFFFD').toString();

/** What HAProxy read, by its own account: environment variables as a Lua program finds them. */
function readBack(texts: string[]): string[] {
  const folder = freshFolder();
  const out = path.join(folder, 'out');
  fs.writeFileSync(path.join(folder, 'out.lua'), [
    'local file = io.open(os.getenv("OUT"), "w")',
    `for n = 0, ${texts.length - 1} do`,
    '  file:write((os.getenv("TEXT" .. n):gsub(".", function(byte) return ("%02x"):format(byte:byte()) end)), "\\n")',
    'end',
    'file:close()',
  ].join('\n'));
  fs.writeFileSync(path.join(folder, 'haproxy.cfg'), [
    'global', ...texts.map((text, n) => `  setenv TEXT${n} ${word(text)}`), `  lua-load ${path.join(folder, 'out.lua')}`,
    'frontend one', '  mode http', '  bind 127.0.0.1:1', '  timeout client 1s',
    ...texts.map((text, n) => `  acl a${n} var(txn.a) -m str -- ${word(text)}`),
    ...texts.map(text => `  http-request set-header x ${format(text)}`),
    ...texts.map((text, n) => `backend ${sectionName(`${n}-${text}`)}`),
    '',
  ].join('\n'));
  const { status, stderr } = spawnSync(HAPROXY!, ['-c', '-f', path.join(folder, 'haproxy.cfg')], {
    encoding: 'utf8', env: { ...ENV, OUT: out, HOME: 'home' },
  });
  if (status !== 0) throw new Error(stderr);
  return fs.readFileSync(out, 'utf8').split('\n').slice(0, -1).map(line => Buffer.from(line, 'hex').toString());
}

test('a plain word is written as it is', () => {
  expect(word('spiffe://example.com/ns/shop/sa/web')).toBe('spiffe://example.com/ns/shop/sa/web');
  expect([word(''), word('a b'), word('a\n'), format('50%'), sectionName('http')]).toEqual([
    '\\xef\\xbf\\xbd', 'a\\x20b', 'a\\x0a', '50\\x25\\x25', 'http',
  ]);
});

test('whatever the text, it is one word of one line', () => {
  fc.assert(fc.property(hostile, text => {
    for (const written of [word(text), format(text)]) expect(written).toMatch(/^([A-Za-z0-9_./:-]|\\x[0-9a-f]{2})+$/);
    expect(sectionName(text)).toMatch(/^[A-Za-z0-9_.-]*$/);
  }), { numRuns: 2000 });
});

test('two texts have two names of sections', () => {
  fc.assert(fc.property(hostile, hostile, (one, other) => {
    if (expected(one) !== expected(other)) expect(sectionName(one)).not.toBe(sectionName(other));
  }), { numRuns: 2000 });
});

withHaproxy('HAProxy reads every text as it was', async () => {
  await fuzz(fc.property(fc.array(hostile, { minLength: 40, maxLength: 40 }), texts => {
    expect(readBack(texts)).toEqual(texts.map(expected));
  }));
}, FUZZ_TIMEOUT);

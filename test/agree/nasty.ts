/** What callers and templates give that is seldom meant. */
export const NASTY_TEXTS = [
  '', ' ', 'a b', ' a', 'a ', 'A', 'Api', 'a_b', 'a.b', '-a', 'a-', '.a', 'a.', '..', '.', '/', '/a/', 'a/b', 'a/b/c',
  '/../etc', 'a..b', 'a:b', '/a:b', 'a,b', 'a=b', '0', '1', '1.5', '0x10', '1e3', 'true', 'null', '~', '*', '*.example.com',
  'ä', '名前', '😀', '\u0000', 'a\u0007', 'a\tb', 'a\nb', 'a\r\nb', '\u007f', 'a\u0085b', 'a\u009fb', '\u2028', '\ufeffa',
  '\ufffe', '\ud800', 'a\udc00', '$(A)', '$$(A)', '{{a}}', '{{namespace}}', 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(253),
  'x'.repeat(254), `${'x'.repeat(64)}/a`, 'example.com/', '/name', 'kubernetes.io/a', 'k8s.io/a', '10.0.0.1', '10.0.0.256',
  '010.0.0.1', '10.0.0.0/33', '10.0.0.1/8', '::1', 'fe80::1%eth0', '2001:db8::/129', '1Gi', '-1Gi', '1.5Gi', '10m', '0.5m',
  '99999999999999999999Gi', 'http', 'HTTP', 'TCP', '65536', '25%', '101%', '-1%', '%', 'sha256:abc',
  'example.com/app:1@sha256:0', 'default', 'kube-system',
];

export const NASTY_NUMBERS = [
  0, -1, 1.5, 0.1, 65535, 65536, 99_999, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, 2 ** 63, 1e21, NaN, Infinity,
];

export const NASTY_VALUES: unknown[] = [
  null, '', 'x', 0, 1, -1, 1.5, true, false, [], {}, [null], [''], ['x', 'x'], { a: null }, { '': '' }, { x: 'y' }, [[]], 2 ** 40,
];

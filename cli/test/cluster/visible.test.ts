import * as fc from 'fast-check';
import { visible, visibleLines } from '../../lib/cluster/visible';

test('controls, directions and line breaks are shown by their codes', () => {
  expect(visible('a\u001b[31mb\u202ec\r\nd\u009b')).toBe('a\\u001b[31mb\\u202ec\\u000d\\nd\\u009b');
});

test('several lines keep their breaks and tabs, and nothing else', () => {
  expect(visibleLines('a\tb\r\nc\rd\u0007')).toBe('a\tb\nc\\u000dd\\u0007');
});

test('no text makes a character that a terminal obeys', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(visible(text))));
});

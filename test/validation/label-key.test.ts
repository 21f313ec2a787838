import { textProblems } from '../../lib/validation/judge';
import { KINDS } from '../../lib/validation/kinds';

const labelKeyProblems = (key: string) => textProblems('f', key, KINDS.labelKey);

test.each([
  'a', 'A_b.c-d', 'example.com/a', 'node-role.kubernetes.io/control-plane', 'x'.repeat(63), `${'a.'.repeat(126)}a/b`,
])('%s is a label\'s name', key => {
  expect(labelKeyProblems(key)).toEqual([]);
});

test.each([
  '', '-a', 'a-', 'a b', '/a', 'a/', 'a/b/c', 'Example.com/a', 'a..b/c', 'x'.repeat(64), `${'a'.repeat(254)}/b`,
])('"%s" is none', key => {
  expect(labelKeyProblems(key)).toEqual([{ field: 'f', value: key, rule: expect.any(String), fix: expect.any(String) }]);
});

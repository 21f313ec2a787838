import { fillTemplate } from '../../lib/resources/templates';
import { Problem } from '../../lib/validation/problem';

const VALUES = new Map([['service', 'api'], ['cluster', 'prod']]);

function fill(text: string): [string, Problem[]] {
  const problems: Problem[] = [];
  return [fillTemplate(text, VALUES, 'config.files["f"]', problems), problems];
}

test.each([
  ['{{service}}', 'api'],
  ['{{ service }}@{{cluster}}', 'api@prod'],
  ['{{service}}{{service}}', 'apiapi'],
  ['\\{{service}}', '{{service}}'],
  ['\\{{ anything }}', '{{ anything }}'],
  ['{{ .Values.x }}', '{{ .Values.x }}'],
  ['{{1}} {service} {{a b}} {{}}', '{{1}} {service} {{a b}} {{}}'],
  ['$1 $& \\n', '$1 $& \\n'],
])('%s becomes %s', (text, result) => {
  expect(fill(text)).toEqual([result, []]);
});

test('a value with a template in it is not filled again', () => {
  const problems: Problem[] = [];
  expect(fillTemplate('{{a}}', new Map([['a', '{{b}} $&']]), 'f', problems)).toBe('{{b}} $&');
  expect(problems).toEqual([]);
});

test('every unknown name is a problem that says which names are known and how to escape', () => {
  const [, problems] = fill('{{clutser}} {{service}} {{x}}');
  expect(problems).toEqual([
    {
      field: 'config.files["f"]',
      value: '{{clutser}}',
      rule: 'has no value here',
      fix: 'Known names: cluster, service. Write \\{{clutser}} for the text itself, '
        + 'or ConfigFile.raw(text) if none of it is to be replaced.',
    },
    expect.objectContaining({ value: '{{x}}' }),
  ]);
});

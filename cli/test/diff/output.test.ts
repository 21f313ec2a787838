import { planned } from './planned';
import { Comparison, compare } from '../../lib/diff/comparison';
import { PlannedObject } from '../../lib/diff/objects/planned-object';
import { fieldLines } from '../../lib/diff/output/field-lines';
import { linesText } from '../../lib/diff/output/line';
import { comparisonMarkdown } from '../../lib/diff/output/markdown';
import { comparisonText } from '../../lib/diff/output/text';
import { Places } from '../../lib/diff/workloads/places';
import { Style } from '../../lib/output/style';

const configMap = (name: string, data: object) =>
  planned({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'n' }, data } as any);

function compared(before: PlannedObject[], after: PlannedObject[], base = 'HEAD'): Promise<Comparison> {
  const side = (objects: PlannedObject[]) => ({ objects, workloads: [], clusters: [], places: new Places('/') });
  return compare({ before: side(before), after: side(after) }, () => ({}), base, []);
}

const textOf = (change: object) => linesText(fieldLines({ path: ['a'], ...change }, 0), Style.PLAIN);

describe('a field', () => {
  test('of several lines is told line by line', () => {
    expect(textOf({ before: 'one\ntwo\nthree\nfour\n', after: 'one\ntwo\n3\nfour\n' }))
      .toEqual(['a:', '    one', '    two', '  - three', '  + 3', '    four']);
  });

  test('that is long is told around what differs', () => {
    const long = (what: string) => `${'x'.repeat(200)}${what}${'y'.repeat(200)}`;
    expect(textOf({ before: long('1'), after: long('2') }))
      .toEqual([`a: ..."${'x'.repeat(24)}1${'y'.repeat(24)}"... → ..."${'x'.repeat(24)}2${'y'.repeat(24)}"...`]);
    expect(textOf({ before: 'short', after: 'z'.repeat(500) })[0].length).toBeLessThan(300);
  });

  test('that is new or gone says so without colours', () => {
    expect(textOf({ after: 1 })).toEqual(['a: 1   new']);
    expect(textOf({ before: { b: 1 } })).toEqual(['a: {"b":1}   gone']);
  });
});

describe('an answer', () => {
  test('has no control characters, whatever objects say', async () => {
    const evil = '\u001b[2J\u202e\u0007</details><script>';
    const comparison = await compared([], [configMap(`x${evil}`, { [evil]: evil })], evil);
    for (const text of [comparisonText(comparison, Style.PLAIN), comparisonMarkdown(comparison)]) {
      // eslint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
  });

  test('as Markdown keeps what objects say between fences', async () => {
    const comparison = await compared(
      [configMap('a', { text: 'x\n1' })],
      [configMap('a', { text: 'x\n```\n</details>\n@everyone' })],
    );
    const text = comparisonMarkdown(comparison);
    const [, fence, body] = /\n(`{3,})text\n([^]*?)\n\1\n/.exec(text) ?? [];
    expect(fence).toBe('````');
    expect(body).toContain('@everyone');
    expect(text.replace(body, '')).not.toContain('@everyone');
  });

  test('as Markdown fits into a comment, and says what it leaves out', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => configMap(`a-${n}`, { value: `${n}` }));
    const after = many.map((each, n) => ({ ...each, content: { ...each.content, data: { value: `${n} ${n}` } } }));
    const text = comparisonMarkdown(await compared(many, after));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/Left out for the size: \d+ lines of "Objects"\. `pinterest diff` shows all\.$/);
  });

  test('tells a chart that moves as one thing, on all clusters, and of its objects only what else differs', async () => {
    const chart = (namespace: string, more: object) => ['staging', 'prod'].flatMap(cluster => (
      ['ConfigMap', 'Service'].map(kind => {
        // Something else has the name of the new place.
        const data = {
          host: `a.${namespace}.svc`, config: `new-${namespace}-0123abc${namespace.length}`, ...kind === 'Service' && more,
        };
        const document = { apiVersion: 'v1', kind, metadata: { name: `${kind}-a`, namespace }, data };
        return planned(document, { cluster, path: `${cluster}/chart/${kind}` });
      })
    ));
    expect(comparisonText(await compared(chart('old', {}), chart('new', { a: '1' })), Style.PLAIN).split('\n').slice(2)).toEqual([
      'Objects',
      '  > 2 objects from the namespace old to new, on staging, prod',
      '      ConfigMap ConfigMap-a',
      '  > staging/new/Service Service-a, prod/new/Service Service-a',
      '      from the namespace old to new',
      '      data.a: "1"   new',
    ]);
  });

  test('tells the same difference of many objects once', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => configMap(`a-${n}`, { value: '1' }));
    const after = many.map(each => ({ ...each, content: { ...each.content, data: { value: '2' } } }));
    expect(comparisonText(await compared(many, after), Style.PLAIN).split('\n')).toEqual([
      'Against HEAD: 1000 objects in all, no pod restarts.', '', 'Objects',
      '  ~ n/ConfigMap a-0, n/ConfigMap a-1, n/ConfigMap a-2, n/ConfigMap a-3, n/ConfigMap a-4 and 995 more',
      '      data.value: "1" → "2"',
    ]);
  });
});

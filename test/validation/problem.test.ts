import { App, Chart } from 'cdk8s';
import { describe as say, report, reportLater } from '../../lib/validation/problem';
import { suggest } from '../../lib/validation/suggest';
import { complaints, freshFolder } from '../synth';

test('a problem names field, value, rule and fix', () => {
  expect(say({ field: 'scaling.min', value: 5, rule: 'must not be above 3', fix: 'Write 3.' }))
    .toBe('scaling.min = 5: must not be above 3. Write 3.');
  expect(say({ field: 'owner', value: undefined, rule: 'is missing', fix: 'Write one.' })).toBe('owner: is missing. Write one.');
  expect(say({ field: 'name', value: 'a"b', rule: 'is odd', fix: 'Rename.' })).toBe('name = "a\\"b": is odd. Rename.');
});

test('reported problems carry the path of their construct, all of them, in one error', () => {
  const app = new App({ outdir: freshFolder() });
  const [one, two] = ['one', 'two'].map(id => new Chart(app, id));
  const problem = (field: string) => ({ field, rule: 'is wrong', fix: 'Mend it.' });
  report(one, problem('a'), problem('b'));
  reportLater(two, () => [problem('c')]);
  report(two);
  expect(complaints(() => app.synth())).toEqual([
    '[one] a: is wrong. Mend it.', '[one] b: is wrong. Mend it.', '[two] c: is wrong. Mend it.',
  ]);
});

test('a later problem is judged when the tree is whole', () => {
  const app = new App({ outdir: freshFolder() });
  const chart = new Chart(app, 'chart');
  reportLater(chart, () => chart.node.tryFindChild('late') ? [] : [{ field: 'late', rule: 'is missing', fix: 'Add it.' }]);
  expect(complaints(() => app.synth())).toHaveLength(1);
  new Chart(chart, 'late');
  expect(complaints(() => app.synth())).toEqual([]);
});

test('suggestions are sorted, each named once, and their absence is said', () => {
  expect(suggest('ports', ['b', 'a', 'b'])).toBe('Known ports: a, b.');
  expect(suggest('ports', [])).toBe('There are no ports.');
});

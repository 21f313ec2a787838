import { Chart } from 'cdk8s';
import { Owner, PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { api, complaints, CONTAINER, freshFolder, OWNER } from '../synth';

function chartOf(owner: Owner): string[] {
  const app = new PinterestApp({ outdir: freshFolder() });
  new PinterestService(new PinterestChart(app, 'chart', { owner }), 'api', { container: CONTAINER });
  return complaints(() => app.synth());
}

test.each(['', 'a team', '-boards', 'x'.repeat(64), 'böards'])('the team "%s" is no label value and is refused once', team => {
  expect(chartOf({ ...OWNER, team })).toEqual([
    expect.stringMatching(/^\[chart\] owner.team = ".*": must be a label value.*Write for example "boards"\.$/),
  ]);
});

test.each(['boards', 'B', 'x'.repeat(63), 'a.b_c-d'])('the team "%s" is a label value', team => {
  expect(chartOf({ ...OWNER, team })).toEqual([]);
});

test('an owner without contact is refused', () => {
  expect(chartOf({ ...OWNER, contact: ' ' })).toEqual([
    '[chart] owner.contact = " ": must say where to reach the team. Write an address, a channel or a page.',
  ]);
});

test('a workload\'s own owner is judged at the workload', () => {
  expect(complaints(() => api({ owner: { team: 'a team', contact: 'c' } }).write())).toEqual([
    expect.stringContaining('[chart/api] owner.team = "a team"'),
  ]);
});

test('a workload without owner is refused on a plain Chart', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new PinterestService(new Chart(app, 'plain'), 'api', { container: CONTAINER });
  expect(complaints(() => app.synth())).toEqual([
    '[plain/api] owner: every workload needs an owner. Use a PinterestChart, or write owner: { team, contact }.',
  ]);
});

test('the nearest owner is written on every object and on the pods, but on what a chart\'s workloads share', () => {
  const other = { team: 'search', contact: '#search' };
  for (const [shop, { team, contact }] of [
    [api({ config: { files: { f: 'x' } } }), OWNER], [api({ owner: other }), other],
  ] as const) {
    const shared = ({ metadata }: any) => metadata.name?.includes('-proxy-') && !metadata.name.startsWith('api-');
    for (const { metadata } of [...shop.all().filter(object => !shared(object)), shop.template]) {
      expect(metadata.labels['pinterest.com/team']).toBe(team);
      expect(metadata.annotations['pinterest.com/contact']).toBe(contact);
    }
  }
});

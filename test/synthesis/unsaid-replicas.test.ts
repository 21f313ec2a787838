import { Layout, PinterestApp, PinterestChart, PinterestService, PinterestStatefulSet, Scaling } from 'cdk8s-pinterest';
import { CONTAINER, freshFolder, OWNER } from '../synth';

/** What a synth warns of. */
function warningsOf(outdir: string, build: (chart: PinterestChart) => void, layout?: Layout): string[] {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const app = new PinterestApp({ outdir, layout });
  build(new PinterestChart(app, 'chart', { namespace: 'boards', owner: OWNER }));
  app.synth();
  const lines = warn.mock.calls.map(([line]) => line);
  warn.mockRestore();
  return lines;
}

const service = (scaling: Scaling) => (chart: PinterestChart) => {
  new PinterestService(chart, 'api', { container: CONTAINER, scaling });
};
const FOUR = service(Scaling.fixed(4));
const AUTOMATIC = service(Scaling.between(3, 9).onCpu(60));

test.each([['a file for each chart', Layout.filePerChart()], ['a file for each object', Layout.filePerResource()]])(
  'in %s, a number that is left to an autoscaler is warned of once', (_, layout) => {
    const outdir = freshFolder();
    expect(warningsOf(outdir, FOUR, layout)).toEqual([]);
    expect(warningsOf(outdir, AUTOMATIC, layout)).toEqual([
      'warning: Deployment boards/api had 4 replicas, and no longer says how many: applied as it is, it falls to one pod '
        + 'until its autoscaler has set the number. docs/scaling.md has what to do before you apply it.',
    ]);
    expect(warningsOf(outdir, AUTOMATIC, layout)).toEqual([]);
    expect(warningsOf(outdir, FOUR, layout)).toEqual([]);
  },
);

test('a store is warned of, too', () => {
  const outdir = freshFolder();
  const store = (props: any) => (chart: PinterestChart) => {
    new PinterestStatefulSet(chart, 'db', { container: CONTAINER, ...props });
  };
  warningsOf(outdir, store({ replicas: 3 }));
  expect(warningsOf(outdir, store({ scaling: Scaling.between(3, 5).onCpu(60) }))).toEqual([
    expect.stringMatching(/^warning: StatefulSet boards\/db had 3 replicas/),
  ]);
});

test('nobody falls from one pod, or from none', () => {
  for (const replicas of [0, 1]) {
    const outdir = freshFolder();
    warningsOf(outdir, service(Scaling.fixed(replicas)));
    expect(warningsOf(outdir, AUTOMATIC)).toEqual([]);
  }
});

import * as path from 'node:path';
import { answerOf, EXAMPLES, expectGolden, pinterest } from '../pinterest';

const at = (example: string) => ({ directory: path.join(EXAMPLES, example) });

// To accept a change: npm run golden, and read the diff as a user would.
test.each(['quickstart', 'pinboard', 'training'])('the constructs of %s', async example => {
  const { out, err } = await pinterest(['tree'], at(example));
  expect(err).toBe('');
  expectGolden(`tree.${example}.txt`, out);
}, 30000);

test('one workload', async () => {
  const { out } = await pinterest(['tree', 'staging/pinboard/web'], at('pinboard'));
  expect(out.split('\n').slice(0, 2)).toEqual(['web  PinterestService', '├─ service-account  ServiceAccount/web']);
}, 30000);

test('says the same to programs', async () => {
  const { trees: [root] } = await answerOf(['tree'], at('quickstart'));
  const [chart] = root.children;
  expect(chart).toMatchObject(
    { id: 'hello', file: 'hello.k8s.yaml', children: [{ path: 'hello/hello', workload: 'PinterestService' }] },
  );
  expect(chart.children[0].children.map(({ object }: any) => object.kind)).toEqual([
    'ServiceAccount', 'Deployment', 'Service', 'PodDisruptionBudget', 'NetworkPolicy',
  ]);
}, 30000);

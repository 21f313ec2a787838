import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../common/test/api-server';
import { Next, Turns } from '../src/turns';

let turns: Turns;
const begin = (turn: (key: string) => Promise<Next>) => turns = new Turns(turn);
afterEach(() => turns.stop());

test('a key that has always more to do, and those that wait long, keep no other from its turn', async () => {
  const done: string[] = [];
  begin(async key => {
    done.push(key);
    await sleep(1);
    return key === 'busy' ? 'more' : 60_000;
  });
  turns.start(['busy', ...Array.from({ length: 20 }, (_, n) => `${n}`)]);
  await until('turns of the busy one', () => done.filter(key => key === 'busy').length > 20);
  const before = done.slice(0, 40);
  expect(new Set(before).size).toBe(21);
  expect(done).toHaveLength(20 + done.filter(key => key === 'busy').length);
});

test('the turns of one key never overlap, and what is added meanwhile is not lost', async () => {
  let [now, most, count] = [0, 0, 0];
  begin(async () => {
    most = Math.max(most, ++now);
    count++;
    await sleep(5);
    now--;
    return undefined;
  });
  turns.start([]);
  await turns.allTried;
  for (let n = 0; n < 10; n++) turns.add('a', n % 2 === 0);
  await until('a turn for what was added meanwhile', () => count === 2 && now === 0);
  // Another one would begin at once.
  await sleep(20);
  expect([most, count]).toEqual([1, 2]);
});

test('what is urgent comes before what waits', async () => {
  const done: string[] = [];
  begin(async key => {
    done.push(key);
    await sleep(5);
    return undefined;
  });
  turns.start(['a', 'b', 'c', 'd', 'e', 'f']);
  turns.add('g', true);
  await turns.allTried;
  expect(done.indexOf('g')).toBe(4);
});

test('a failure ends it', async () => {
  begin(async key => {
    if (key === 'b') throw new Error('lost');
    return undefined;
  });
  turns.start(['a', 'b']);
  await expect(turns.failure).rejects.toThrow('lost');
});

import { setTimeout as sleep } from 'node:timers/promises';
import { Turns } from '../src/turns';

test('a key that has always more to do, and those that wait long, keep no other from its turn', async () => {
  const done: string[] = [];
  const turns = new Turns(async key => {
    done.push(key);
    await sleep(1);
    return key === 'busy' ? 'more' : 60_000;
  });
  turns.start(['busy', ...Array.from({ length: 20 }, (_, n) => `${n}`)]);
  await sleep(200);
  expect(new Set(done).size).toBe(21);
  expect(done.filter(key => key === 'busy').length).toBeGreaterThan(20);
  await turns.stop();
});

test('the turns of one key never overlap, and what is added meanwhile is not lost', async () => {
  let [now, most, count] = [0, 0, 0];
  const turns = new Turns(async () => {
    most = Math.max(most, ++now);
    count++;
    await sleep(5);
    now--;
    return undefined;
  });
  turns.start([]);
  await turns.allTried;
  for (let n = 0; n < 10; n++) turns.add('a', n % 2 === 0);
  await sleep(50);
  expect([most, count]).toEqual([1, 2]);
  await turns.stop();
});

test('what is urgent comes before what waits', async () => {
  const done: string[] = [];
  const turns = new Turns(async key => {
    done.push(key);
    await sleep(5);
    return undefined;
  });
  turns.start(['a', 'b', 'c', 'd', 'e', 'f']);
  turns.add('g', true);
  await turns.allTried;
  expect(done.indexOf('g')).toBe(4);
  await turns.stop();
});

test('a failure ends it', async () => {
  const turns = new Turns(async key => {
    if (key === 'b') throw new Error('lost');
    return undefined;
  });
  turns.start(['a', 'b']);
  await expect(turns.failure).rejects.toThrow('lost');
  await turns.stop();
});

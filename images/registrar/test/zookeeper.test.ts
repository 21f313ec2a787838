import {
  found, finds, inFoldersOfItsOwn, path, paths, reader, start, started, TIMEOUT_MS, watched, withZooKeeper,
} from './ensemble';
import { kingpin, numbered, serverset } from './pods';
import { until } from '../../common/test/api-server';

const FORMATS: Array<[string, (path: string) => object]> = [['kingpin', kingpin], ['serverset', serverset]];

jest.setTimeout(40_000);

withZooKeeper('with ZooKeeper', () => {
  inFoldersOfItsOwn();

  describe.each(FORMATS)('%s', (_, discovery) => {
    test('what is written is what the format says', async () => {
      await (await start([1], discovery)).ready();
      const one = started[0].pods;
      const entry = one.wanted(path, one.addresses(path)[0])!;
      const [name] = await reader.children(path);
      expect(name).toMatch(entry.sequential ? /^member_\d{10}$/ : /^[0-9a-f]{32}-10\.0\.0\.1:8443$/);
      expect((await reader.read(`${path}/${name}`))!.data).toBe(entry.data);
    });

    test('pods come and go', async () => {
      const one = await (await start([], discovery)).ready();
      expect(await found()).toEqual([]);
      for (const list of [[1], [1, 2, 3, 4, 5], [2, 5], []]) {
        one.list(list, discovery);
        await finds(list);
      }
    });

    test('thousands of entries', async () => {
      const many = Array.from({ length: 3000 }, (_each, n) => n);
      const one = await (await start(many, discovery)).ready();
      expect(await found()).toEqual(many);
      one.list([7], discovery);
      // Counts first: to read thousands over and over would keep ZooKeeper from the removals.
      await until('one entry', async () => (await reader.children(path)).length === 1, 30_000);
      await finds([7]);
    });

    test(
      'the successor of a registrar that was killed takes its entries over: none is missing or double at any time',
      async () => {
        const first = await (await start([1, 2, 3], discovery)).ready();
        const seen = await watched(async () => {
          first.kill();
          await (await start([1, 2, 3], discovery)).ready();
          await new Promise(resolve => setTimeout(resolve, 1.5 * TIMEOUT_MS));
        });
        expect(seen).toEqual(['1,2,3']);
      },
    );

    test('of two at once only the newer writes, also what changes meanwhile, and the older leaves without a trace', async () => {
      const older = await (await start([1, 2], discovery)).ready();
      const newer = await (await start([1, 2], discovery)).ready();
      for (const one of [older, newer]) one.list([2, 3], discovery);
      await finds([2, 3]);
      const seen = await watched(async () => {
        await older.registrar.stop();
        await new Promise(resolve => setTimeout(resolve, 1.5 * TIMEOUT_MS));
      });
      expect(seen).toEqual(['2,3']);
    });

    test('if the newer dies, the older takes charge again', async () => {
      const older = await (await start([1], discovery)).ready();
      const newer = await (await start([1], discovery)).ready();
      for (const one of [older, newer]) one.list([1, 2], discovery);
      await finds([1, 2]);
      newer.kill();
      newer.pods.list([]);
      older.list([2, 3], discovery);
      await finds([2, 3], 4 * TIMEOUT_MS);
    });

    test('what ended while no registrar was there is gone when the next is ready, in every folder', async () => {
      const other = `${path}-other`;
      paths.push(other);
      const first = await start([1, 2], discovery);
      first.pods.list([numbered(1, discovery(path)), numbered(2, discovery(path)), numbered(3, discovery(other))]);
      await first.ready();
      first.kill();
      await (await start([2], discovery)).ready();
      expect(await found()).toEqual([2]);
      expect(await reader.children(other)).toEqual([]);
    });

    test('so it is after a stop, and after several registrars that died while they took over', async () => {
      const first = await (await start([1, 2], discovery)).ready();
      await first.registrar.stop();
      for (let n = 0; n < 3; n++) {
        const next = await start([2], discovery);
        await new Promise(resolve => setTimeout(resolve, 20 * n));
        next.kill();
      }
      await (await start([2, 3], discovery)).ready();
      expect(await found()).toEqual([2, 3]);
    });

    test('an address that another pod has got is listed once, whoever was there when it changed hands', async () => {
      const first = await (await start([1, 2], discovery)).ready();
      const old = numbered(1, discovery(path));
      const reused = (uid: string) => ({ ...old, metadata: { ...old.metadata, uid } });
      const seen = await watched(async () => {
        first.pods.list([reused('second'), numbered(2, discovery(path))]);
        await new Promise(resolve => setTimeout(resolve, 300));
        first.kill();
        const second = await start([], discovery);
        second.pods.list([reused('third'), numbered(2, discovery(path))]);
        await second.ready();
        // Its end is not known yet.
        second.pods.changed(reused('fourth'));
        await new Promise(resolve => setTimeout(resolve, 300));
      });
      expect(seen.filter(set => set.split(',').filter(each => each === '1').length > 1)).toEqual([]);
      expect(await found()).toEqual([1, 2]);
    });

    test('one that is told to stop leaves its entries to its successor', async () => {
      const first = await (await start([1, 2], discovery)).ready();
      const seen = await watched(async () => {
        await first.registrar.stop();
        await (await start([1, 2], discovery)).ready();
        await new Promise(resolve => setTimeout(resolve, 1.5 * TIMEOUT_MS));
      });
      expect(seen).toEqual(['1,2']);
    });

    test('without successor nothing is left once the session has timed out', async () => {
      await (await (await start([1, 2], discovery)).ready()).registrar.stop();
      await finds([], 3 * TIMEOUT_MS);
    });

    test('while ZooKeeper is away pods change, and afterwards the set is right', async () => {
      const one = await (await start([1, 2], discovery)).ready();
      one.network.cut();
      one.list([2, 3], discovery);
      await new Promise(resolve => setTimeout(resolve, TIMEOUT_MS / 3));
      one.network.open();
      await finds([2, 3]);
    });

    test('after its session has expired everything is registered anew', async () => {
      const one = await (await start([1, 2], discovery)).ready();
      one.network.cut();
      await finds([], 3 * TIMEOUT_MS);
      one.network.open();
      await finds([1, 2]);
    });

    test('a server that no longer answers is left for another in time', async () => {
      const one = await (await start([1, 2], discovery)).ready();
      const seen = await watched(async () => {
        one.network.silence();
        // The next connection gets through.
        setTimeout(() => one.network.open(), TIMEOUT_MS * 0.6);
        await new Promise(resolve => setTimeout(resolve, 1.5 * TIMEOUT_MS));
      });
      expect(seen).toEqual(['1,2']);
    });

    test('an entry that was made just as the connection broke is not made twice', async () => {
      const one = await (await start([], discovery)).ready();
      for (let n = 1; n <= 10; n++) {
        one.list([...Array(20 * n).keys()], discovery);
        setTimeout(() => one.network.open(), n);
        await finds([...Array(20 * n).keys()]);
      }
    });

    test('what somebody else removes comes back', async () => {
      const one = await (await start([1, 2], discovery)).ready();
      const [name] = await reader.children(path);
      await reader.commit({ remove: `${path}/${name}` });
      one.network.open();
      await finds([1, 2]);
    });
  });
});

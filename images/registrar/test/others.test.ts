import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import {
  claimPath, finds, found, inFoldersOfItsOwn, One, path, paths, reader, start, withZooKeeper, ZOOKEEPER,
} from './ensemble';
import { kingpin, numbered } from './pods';
import { until } from '../../common/test/api-server';
import { Session } from '../src/zookeeper';

jest.setTimeout(40_000);

withZooKeeper('with ZooKeeper, which others write, too', () => {
  inFoldersOfItsOwn();

  test('entries of others in the same folder are left alone', async () => {
    await reader.makeFolder(path);
    await reader.commit({ create: `${path}/00000000000000000000000000000000-10.0.9.9:8443`, data: '' });
    const one = await (await start([1], kingpin)).ready();
    await finds([1, 9 * 256 + 9]);
    one.list([], kingpin);
    await finds([9 * 256 + 9]);
  });

  test('with credentials everybody reads, and only their owner writes', async () => {
    const file = `${process.env.TMPDIR ?? '/tmp'}/credentials-${randomUUID()}`;
    fs.writeFileSync(file, 'registrar:secret\n');
    await (await new One().start([1], kingpin, file)).ready();
    expect(await found()).toEqual([1]);
    const [name] = await reader.children(path);
    await expect(reader.commit({ remove: `${path}/${name}` })).rejects.toThrow('NO_AUTH');
    await expect(reader.commit({ create: `${path}/intruder`, data: '' })).rejects.toThrow('NO_AUTH');
    const owner = new Session({ servers: ZOOKEEPER!, timeoutMs: 10_000, credentials: 'registrar:secret' });
    await owner.connection();
    await owner.commit({ remove: `${path}/${name}` });
    await owner.close();
  });

  /** A folder that the namespace may have, and in which ZooKeeper lets another user write alone. */
  async function folderOfAnother(): Promise<string> {
    const folder = `/test-${randomUUID()}`;
    paths.push(folder);
    const owner = new Session({ servers: ZOOKEEPER!, timeoutMs: 10_000, credentials: 'other:secret' });
    await owner.connection();
    await owner.makeFolder(folder);
    await owner.close();
    return folder;
  }

  test('a folder in which it may not write keeps nothing else from being registered', async () => {
    const forbidden = await folderOfAnother();
    const one = await start([], kingpin);
    one.pods.list([numbered(1, kingpin(path)), numbered(2, kingpin(forbidden))]);
    await one.ready();
    await finds([1]);
  });

  describe('with credentials', () => {
    const secret = 'registrar:secret';
    let file: string;
    const sessions: Session[] = [];

    async function session(credentials?: string): Promise<Session> {
      const one = new Session({ servers: ZOOKEEPER!, timeoutMs: 10_000, credentials });
      sessions.push(one);
      await one.connection();
      return one;
    }

    const startWith = async (list: number[]) => (await new One().start(list, kingpin, file)).ready();
    const claims = async (folder = claimPath) => (await reader.children(folder)).map(name => `${folder}/${name}`);

    beforeEach(() => {
      file = `${process.env.TMPDIR ?? '/tmp'}/credentials-${randomUUID()}`;
      fs.writeFileSync(file, `${secret}\n`);
    });

    afterEach(async () => {
      for (const each of sessions.splice(0)) await each.close();
      fs.rmSync(file);
    });

    test('a claim that anybody else has written does not count, whatever is in it', async () => {
      const intruder = await session();
      await intruder.makeFolder(claimPath);
      const claim = (n: number) => `${claimPath}/node-1@${n.toString(16).padStart(16, '0')}`;
      await intruder.makeFolder(`${claim(1)}/child`);
      const forged = JSON.stringify({ stage: 'settled', folders: [path], before: [], signature: '0'.repeat(64) });
      for (let n = 2; n < 40; n++) await intruder.commit({ create: claim(n), data: n % 2 ? forged : '{"stage":' });
      const registrar = await startWith([1]);
      expect(await found()).toEqual([1]);
      // The very words of the registrar, in another session.
      const [own] = (await Promise.all((await claims()).map(each => reader.read(each))))
        .filter(node => node?.data.includes('settled') && node.data !== forged);
      await intruder.commit({ create: claim(99), data: own!.data });
      registrar.kill();
      await startWith([1, 2]);
      expect(await found()).toEqual([1, 2]);
    });

    test('where somebody else keeps the folder of claims, the registrars of a node meet in another one', async () => {
      const intruder = await session('intruder:secret');
      await intruder.makeFolder(claimPath);
      const older = await startWith([1]);
      const newer = await startWith([1]);
      for (const one of [older, newer]) one.list([2], kingpin);
      await finds([2]);
      expect(await claims()).toEqual([]);
      newer.kill();
      await startWith([2, 3]);
      expect(await found()).toEqual([2, 3]);
    });
  });

  test('nodes of another shape in the folder of claims, and a flood of claims, do not keep it from being ready', async () => {
    await reader.makeFolder(`${claimPath}/node-1@x/y`);
    await reader.makeFolder(`${claimPath}/node-1@0000000000000000/y`);
    for (let n = 1; n < 300; n++) {
      await reader.commit({ create: `${claimPath}/node-1@${n.toString(16).padStart(16, '0')}`, data: 'x' });
    }
    await (await start([1], kingpin)).ready();
    expect(await found()).toEqual([1]);
  });

  test('a child in a folder of entries stays, and what it holds is no entry', async () => {
    const taken = `${'0'.repeat(32)}-10.0.0.1:8443`;
    await reader.makeFolder(`${path}/child/of/somebody`);
    await reader.makeFolder(`${path}/${taken}`);
    const one = await (await start([1, 2], kingpin)).ready();
    const entries = async () => (await reader.children(path)).filter(name => name !== 'child' && name !== taken).length;
    expect(await entries()).toBe(2);
    one.list([2], kingpin);
    await until('one entry less', async () => await entries() === 1);
    expect(await reader.children(path)).toEqual(expect.arrayContaining(['child', taken]));
  });

  test('a pod that ZooKeeper refuses is tried ever less often, and delays nobody', async () => {
    const forbidden = await folderOfAnother();
    const one = await start([], kingpin);
    one.pods.list(Array.from({ length: 20 }, (_, n) => numbered(n, kingpin(forbidden))));
    await one.ready();
    const began = Date.now();
    for (let n = 0; n < 10; n++) {
      const at = 100 + n;
      one.pods.changed(numbered(at, kingpin(path)));
      await until('the pod', async () => (await found()).includes(at), 1000);
    }
    const refusals = (process.stdout.write as jest.Mock).mock.calls.filter(([line]) => line.includes('ZooKeeper refuses')).length;
    // Twenty pods, at 0, 1 and 3 s at most.
    expect(refusals).toBeLessThanOrEqual(20 * (Date.now() - began > 2000 ? 3 : 2));
  });

  test('a namespace has so many folders; an empty one goes where another is needed', async () => {
    const root = `/test-${randomUUID()}`;
    paths.push(`${root}/*`);
    for (let n = 0; n < 255; n++) {
      await reader.makeFolder(`${root}/full-${n}`);
      await reader.commit({ create: `${root}/full-${n}/someone`, data: '' });
    }
    await reader.makeFolder(`${root}/empty`);
    const one = await start([], kingpin);
    one.pods.list([numbered(1, kingpin(`${root}/first`))]);
    await one.ready();
    const names = () => reader.children(root);
    expect((await names()).filter(name => !name.startsWith('full'))).toEqual(['first']);
    one.pods.changed(numbered(2, kingpin(`${root}/second`)));
    one.pods.changed(numbered(3, kingpin(path)));
    await finds([3]);
    expect(await names()).toHaveLength(256);
    expect(await names()).not.toContain('second');
  });
});

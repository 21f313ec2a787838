import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { Network } from './network';
import { kingpin, numbered, podsWith, serverset } from './pods';
import { until } from '../../common/test/api-server';
import { Layout } from '../src/layout';
import { Metrics } from '../src/metrics';
import { Registrar } from '../src/registrar';
import { Session } from '../src/zookeeper';

const { ZOOKEEPER } = process.env;
/** As short as an ensemble with default settings allows. */
const TIMEOUT_MS = 4_000;
const FORMATS: Array<[string, (path: string) => object]> = [['kingpin', kingpin], ['serverset', serverset]];

jest.setTimeout(40_000);
if (!ZOOKEEPER) console.warn('ZOOKEEPER is not set (to host:port of a real one): the tests with ZooKeeper are skipped.');

(ZOOKEEPER ? describe : describe.skip)('with ZooKeeper', () => {
  let reader: Session;
  let path: string;
  /** What the namespace of the pods may have. */
  let paths: string[];
  let claimPath: string;
  let started: One[];

  /** A registrar of a node, as a process would have it. */
  class One {
    private readonly layout = { root: '/discovery', environment: 'test', claimPath };
    private readonly all = podsWith(paths.join(' '), new Layout(this.layout));
    public readonly pods = this.all.pods;
    public readonly network = new Network(ZOOKEEPER!);
    public registrar!: Registrar;

    public async start(list: number[], discovery: (path: string) => object, credentialsFile?: string): Promise<this> {
      started.push(this);
      const settings = {
        node: 'node-1',
        podSelector: '',
        servers: await this.network.start(),
        sessionTimeoutMs: TIMEOUT_MS,
        layout: this.layout,
        port: 1,
        credentialsFile,
      };
      this.registrar = new Registrar(settings, this.pods, this.all.namespaces, new Metrics(() => true, () => 0));
      this.list(list, discovery);
      void this.registrar.run();
      return this;
    }

    public list(list: number[], discovery: (path: string) => object): void {
      this.pods.list(list.map(n => numbered(n, discovery(path))));
    }

    public async ready(): Promise<this> {
      await until('the registrar to be ready', () => this.registrar.ready);
      return this;
    }

    /** As by SIGKILL: the connection ends, the session lives on. */
    public kill(): void {
      this.network.cut();
    }
  }

  const start = (list: number[], discovery: (path: string) => object) => new One().start(list, discovery);

  /** Which pods a client finds, each as often as it does. */
  async function found(): Promise<number[]> {
    const nodes = await Promise.all((await reader.children(path)).map(name => reader.read(`${path}/${name}`)));
    // What has gone since it was listed may have been replaced since.
    if (nodes.includes(undefined)) return found();
    const hosts: string[] = nodes.map(node => node!.data
      ? JSON.parse(node!.data).serviceEndpoint.host
      : node!.path.slice(path.length + 1).split('-')[1].split(':')[0]);
    return hosts.map(host => host.split('.').map(Number)).map(([, , high, low]) => high * 256 + low).sort((a, b) => a - b);
  }

  const finds = (list: number[], ms?: number) =>
    until(`clients to find ${list}`, async () => (await found()).join() === list.join(), ms);

  /** Looks all the while; gives every set that was seen. */
  async function watched(act: () => Promise<void>): Promise<string[]> {
    const seen = new Set<string>();
    let over = false;
    const looking = (async () => {
      while (!over) seen.add((await found()).join());
    })();
    await act();
    over = true;
    await looking;
    return [...seen];
  }

  beforeEach(async () => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    started = [];
    path = `/test-${randomUUID()}/api`;
    paths = [path];
    claimPath = `/test-claims-${randomUUID()}/tests`;
    reader = new Session({ servers: ZOOKEEPER!, timeoutMs: 10_000 });
    await reader.connection();
  });

  afterEach(async () => {
    for (const one of started) await one.registrar.stop();
    for (const one of started) one.network.stop();
    await reader.close();
  });

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

import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiServer, until } from './api-server';
import { kingpin, numbered, serverset } from './pods';
import { Session } from '../src/zookeeper';

const { ZOOKEEPER } = process.env;
const FOLDER = path.join(__dirname, '..');
const PORT = 19_090;
/** What the image starts node with. */
const FLAGS = [...fs.readFileSync(path.join(FOLDER, 'Dockerfile'), 'utf8').matchAll(/"(--[^"]+)"/g)].map(([, flag]) => flag);

if (!ZOOKEEPER) console.warn('ZOOKEEPER is not set (to host:port of a real one): the test of the whole process is skipped.');

(ZOOKEEPER ? describe : describe.skip)('the whole process, with ZooKeeper', () => {
  const api = new ApiServer();
  let registrar: ChildProcess;
  let reader: Session;
  const root = `/test-${randomUUID()}`;
  const ask = async (what: string) => fetch(`http://127.0.0.1:${PORT}${what}`).catch(() => undefined);
  const metric = async (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(await (await ask('/metrics'))!.text())?.[1]);
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${registrar.pid}/status`, 'utf8'))![1]) / 1024;
  const registered = async (service: number) => (await reader.children(`${root}/${service}`)).length;

  beforeAll(async () => {
    execFileSync('npx', ['tsc', '-p', FOLDER]);
    for (let n = 0; n < 1000; n++) api.put(numbered(n, (n % 2 ? kingpin : serverset)(`${root}/${n % 20}`)));
    registrar = spawn('node', [...FLAGS, path.join(FOLDER, 'build/main.js')], {
      env: { PATH: process.env.PATH, NODE_NAME: 'node-1', ZOOKEEPER_SERVERS: ZOOKEEPER, ZOOKEEPER_SESSION_TIMEOUT_MS: '4000', KUBERNETES_API: await api.start(), METRICS_PORT: `${PORT}`, CLAIM_PATH: `${root}-claims` },
      stdio: 'ignore',
    });
    reader = new Session({ servers: ZOOKEEPER!, timeoutMs: 10_000 });
    await reader.connection();
    await until('the registrar to be ready', async () => (await ask('/ready'))?.status === 200, 20_000);
  }, 60_000);

  afterAll(async () => {
    registrar.kill('SIGKILL');
    api.stop();
    await reader.close();
  });

  test('1,000 entries fit into 80 MB, also after each pod has come and gone five times', async () => {
    for (let n = 0; n < 20; n++) expect(await registered(n)).toBe(50);
    const first = memory();
    for (let round = 0; round < 5; round++) {
      for (const pod of [...api.pods.values()]) api.put({ ...pod, status: { ...pod.status, conditions: [{ type: 'Ready', status: 'False' }] } });
      await until('no entry', async () => await metric('registrar_entries') === 0);
      for (let n = 0; n < 1000; n++) api.put(numbered(n, (n % 2 ? kingpin : serverset)(`${root}/${n % 20}`)));
      await until('all entries', async () => await metric('registrar_entries') === 1000);
    }
    const then = memory();
    process.stdout.write(`RSS with 1,000 entries: ${first.toFixed(0)} MB at first, ${then.toFixed(0)} MB after 10,000 changes\n`);
    expect(first).toBeLessThan(80);
    expect(then).toBeLessThan(80);
  }, 120_000);

  test('it tells what it does, and that it lives', async () => {
    expect((await ask('/healthz'))!.status).toBe(200);
    expect(await metric('registrar_zookeeper_connected')).toBe(1);
    expect(await metric('registrar_kubernetes_connected')).toBe(1);
    expect(await metric('registrar_in_charge')).toBe(1);
    expect(await metric('registrar_failures_total')).toBe(0);
  });

  test('at SIGTERM it ends at once, and its entries outlive it until the session is over', async () => {
    const began = Date.now();
    const ended = new Promise(resolve => registrar.once('exit', resolve));
    registrar.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(1000);
    expect(await registered(0)).toBe(50);
    await until('the session to end', async () => await registered(0) === 0, 12_000);
  }, 30_000);
});

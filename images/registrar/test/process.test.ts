import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { withZooKeeper, ZOOKEEPER } from './ensemble';
import { kingpin, numbered, serverset } from './pods';
import { ApiServer, until } from '../../common/test/api-server';
import { Session } from '../src/zookeeper';

const FOLDER = path.join(__dirname, '..');
const PODS = '/api/v1/pods';
const PORT = 19_090;
/** What the image starts node with. */
const FLAGS = [...fs.readFileSync(path.join(FOLDER, 'Dockerfile'), 'utf8').matchAll(/"(--[^"]+)"/g)].map(([, flag]) => flag);

withZooKeeper('the whole process, with ZooKeeper', () => {
  let api: ApiServer;
  let registrar: ChildProcess;
  let reader: Session;
  const root = `/test-${randomUUID()}`;
  const ready = (n: number) => numbered(n, (n % 2 ? kingpin : serverset)(`${root}/${n % 20}`));
  const ask = async (what: string) => fetch(`http://127.0.0.1:${PORT}${what}`).catch(() => undefined);
  const metric = async (name: string) =>
    Number(new RegExp(`^${name} (.*)$`, 'm').exec(await (await ask('/metrics'))!.text())?.[1]);
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${registrar.pid}/status`, 'utf8'))![1]) / 1024;
  const registered = async (service: number) => (await reader.children(`${root}/${service}`)).length;

  beforeAll(async () => {
    execFileSync('npx', ['tsc', '-p', FOLDER]);
    api = await ApiServer.start();
    api.put('/api/v1/namespaces', { metadata: { name: 'shop', annotations: { 'pinterest.com/discovery-paths': `${root}/*` } } });
    for (let n = 0; n < 1000; n++) api.put(PODS, ready(n));
    registrar = spawn('node', [...FLAGS, path.join(FOLDER, 'build/registrar/src/main.js')], {
      env: {
        PATH: process.env.PATH,
        NODE_NAME: 'node-1',
        ZOOKEEPER_SERVERS: ZOOKEEPER,
        ZOOKEEPER_SESSION_TIMEOUT_MS: '4000',
        KUBERNETES_API: api.url,
        METRICS_PORT: `${PORT}`,
        CLAIM_PATH: `${root}-claims/tests`,
        DISCOVERY_ENVIRONMENT: 'test',
      },
      stdio: 'ignore',
    });
    reader = new Session({ servers: ZOOKEEPER!, timeoutMs: 10_000 });
    await reader.connection();
    await until('the registrar to be ready', async () => (await ask('/ready'))?.status === 200, 20_000);
  }, 60_000);

  afterAll(async () => {
    registrar.kill('SIGKILL');
    await api.stop();
    await reader.close();
  });

  test('1,000 entries fit into 80 MB, also after each pod has come and gone five times', async () => {
    for (let n = 0; n < 20; n++) expect(await registered(n)).toBe(50);
    const first = memory();
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 1000; n++) api.put(PODS, { ...ready(n), status: { conditions: [{ type: 'Ready', status: 'False' }] } });
      await until('no entry', async () => await metric('registrar_entries') === 0);
      for (let n = 0; n < 1000; n++) api.put(PODS, ready(n));
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

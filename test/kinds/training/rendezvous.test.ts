import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { PEERS_PY } from '../../../lib/kinds/training/peers-py';
import { TOGETHER_PY } from '../../../lib/kinds/training/together-py';
import { freshFolder } from '../../synth';

/*
 * Runs the scripts as pods do. Each process acts as a host: it has its own name and loopback address, and finds the others by
 * name.
 */
const HOST = `
import os, socket
addresses = dict(pair.split("=") for pair in os.environ["HOSTS"].split(","))
getaddrinfo, create_server = socket.getaddrinfo, socket.create_server
def find(host, *rest, **more):
    if host.split(".")[0] not in addresses: raise socket.gaierror(-2, "Name or service not known")
    return getaddrinfo(addresses[host.split(".")[0]], *rest, **more)
socket.gethostname = lambda: os.environ["POD"]
socket.getaddrinfo = find
socket.create_server = lambda address, **_: create_server((addresses[os.environ["POD"]], address[1]))
`;
const PORT = '29499';
const TRAINING_PORT = '23456';
const folder = freshFolder();
const processes: ChildProcess[] = [];
jest.setTimeout(30_000);
let network = 0;

beforeAll(() => {
  fs.writeFileSync(path.join(folder, 'sitecustomize.py'), HOST);
  fs.writeFileSync(path.join(folder, 'peers.py'), PEERS_PY);
  // One second of patience is enough for a test.
  fs.writeFileSync(
    path.join(folder, 'together.py'), TOGETHER_PY.replace('GRACE = 10', 'GRACE = 1').replace('PATIENCE = 60', 'PATIENCE = 2'),
  );
});
beforeEach(() => { network += 1; });
// Kills its children, too.
afterEach(() => processes.splice(0).forEach(({ pid }) => { try { process.kill(-pid!, 'SIGKILL'); } catch { /* it is gone */ } }));

/** A process on a host; its output, and its exit code once it has ended. */
class Running {
  public output = '';
  public code: number | null | undefined;
  public readonly ended: Promise<number | null>;

  constructor(private readonly process: ChildProcess) {
    processes.push(process);
    for (const stream of [process.stdout!, process.stderr!]) stream.on('data', data => { this.output += data; });
    this.ended = new Promise(resolve => process.on('close', code => resolve(this.code = code)));
  }

  public kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  public async says(text: string): Promise<void> {
    for (let tries = 0; !this.output.includes(text); tries++) {
      if (tries > 100) throw new Error(`"${text}" is not in "${this.output}"`);
      await pause(100);
    }
  }
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

function run(pod: string, ...words: string[]): Running {
  const hosts = ['a', 'b', 'c'].map((name, n) => `${name}=127.0.${network}.${n + 1}`).join(',');
  return new Running(spawn('python3', ['-B', ...words], {
    cwd: folder, detached: true, env: { ...process.env, PYTHONPATH: folder, PYTHONUNBUFFERED: '1', POD: pod, HOSTS: hosts },
  }));
}

const all = (pod: string, seconds = 20) => run(pod, 'peers.py', PORT, `${seconds}`, 'all', 'a.peers', 'b.peers', 'c.peers');
const first = (pod: string, seconds = 20) =>
  run(pod, 'peers.py', PORT, `${seconds}`, 'first', TRAINING_PORT, 'a.peers.shop.svc.cluster.local');
/** Led by a; b and c follow. */
const together = (pod: string, ...command: string[]) =>
  run(pod, 'together.py', PORT, '10', 'a.peers', 'b.peers,c.peers', '--', ...command);
const SERVE = ['sh', '-c', 'echo serving; exec sleep 1000'];

describe('peers.py all', () => {
  test('lets nobody go before the last one is there, and then all', async () => {
    const early = [all('a'), all('b')];
    for (const pod of early) await pod.says('waiting for');
    await pause(1000);
    expect(early.map(pod => pod.code)).toEqual([undefined, undefined]);
    const pods = [...early, all('c')];
    expect(await Promise.all(pods.map(pod => pod.ended))).toEqual([0, 0, 0]);
    for (const pod of pods) expect(pod.output).toContain('all 3 pods are there');
    expect(pods[0].output).toMatch(/waiting for .*c\.peers/);
  });

  test('takes one that is at work for one that is there', async () => {
    await together('a', ...SERVE).says('serving');
    await together('b', ...SERVE).says('serving');
    expect(await all('c').ended).toBe(0);
  });

  test('takes one that waits for somebody else for one that is there only when it has asked back', async () => {
    await together('a', ...SERVE).says('serving');
    const b = all('b');
    await pause(1000);
    expect(b.code).toBeUndefined();
    expect(await Promise.all([b.ended, all('c').ended])).toEqual([0, 0]);
  });

  test('gives up, with a code of its own, and says who is missing', async () => {
    const [a, b] = [all('a', 1), all('b', 1)];
    expect(await Promise.all([a.ended, b.ended])).toEqual([75, 75]);
    expect(a.output).toContain('not there within 1 s: c.peers');
  });

  test('ends at once when its pod is deleted', async () => {
    const a = all('a');
    await a.says('waiting');
    a.kill('SIGTERM');
    expect(await a.ended).toBe(143);
  });
});

describe('peers.py first', () => {
  test('waits until the first one trains, which waits for nobody', async () => {
    const b = first('b');
    expect(await first('a').ended).toBe(0);
    await pause(500);
    expect(b.code).toBeUndefined();
    run('a', '-c', `import socket, time; server = socket.create_server(("", ${TRAINING_PORT})); time.sleep(100)`);
    expect(await b.ended).toBe(0);
    expect(b.output).toContain('a.peers.shop.svc.cluster.local trains');
  });

  test('gives up with the same code', async () => {
    const b = first('b', 1);
    expect(await b.ended).toBe(75);
    expect(b.output).toContain('a.peers.shop.svc.cluster.local:23456 does not answer within 1 s');
  });
});

describe('together.py', () => {
  test('ends those that would serve for ever when the leader has succeeded, with success', async () => {
    const followers = [together('b', ...SERVE), together('c', ...SERVE)];
    for (const follower of followers) await follower.says('serving');
    expect(await together('a', 'true').ended).toBe(0);
    expect(await Promise.all(followers.map(follower => follower.ended))).toEqual([0, 0]);
  });

  test('lets one that is about to end by itself do so', async () => {
    const followers = ['b', 'c'].map(pod => together(pod, 'sh', '-c', 'echo serving; sleep 1.5; echo done'));
    for (const follower of followers) await follower.says('serving');
    expect(await together('a', 'sleep', '1').ended).toBe(0);
    expect(await Promise.all(followers.map(follower => follower.ended))).toEqual([0, 0]);
    for (const follower of followers) expect(follower.output).toContain('done');
  });

  test('does not wait for those that have ended by themselves', async () => {
    const leader = together('a', 'sh', '-c', 'echo leading; sleep 1.5');
    await leader.says('leading');
    expect(await Promise.all([together('b', 'true').ended, together('c', 'true').ended])).toEqual([0, 0]);
    const before = Date.now();
    expect(await leader.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(3000);
    expect(leader.output).not.toContain('did not hear');
  });

  test('keeps the leader until one that comes back has heard of the end, and does not run its command again', async () => {
    const b = together('b', ...SERVE);
    await b.says('serving');
    const leader = together('a', 'true');
    expect(await b.ended).toBe(0);
    await pause(500);
    expect(leader.code).toBeUndefined();
    const waiting = all('c');
    expect(await waiting.ended).toBe(0);
    expect(waiting.output).toContain('the training is over');
    expect(await first('c').ended).toBe(0);
    const c = together('c', ...SERVE);
    expect(await Promise.all([c.ended, leader.ended])).toEqual([0, 0]);
    expect(c.output).toBe('');
  });

  test('does not keep the leader for ever', async () => {
    const leader = run('a', 'together.py', PORT, '1', 'a.peers', 'b.peers', '--', 'true');
    expect(await leader.ended).toBe(0);
    expect(leader.output).toContain('did not hear that the training is over: b.peers');
  });

  test('fails as its command does, and ends nobody then', async () => {
    const b = together('b', ...SERVE);
    await b.says('serving');
    expect(await together('a', 'sh', '-c', 'exit 7').ended).toBe(7);
    expect(await together('c', 'sh', '-c', 'exit 8').ended).toBe(8);
    expect(await together('c', 'sh', '-c', 'kill -9 $$').ended).toBe(137);
    expect(b.code).toBeUndefined();
  });

  test('hands on the signal by which its pod ends', async () => {
    const leader = together('a', ...SERVE);
    await leader.says('serving');
    leader.kill('SIGTERM');
    expect(await leader.ended).toBe(143);
  });
});

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { OnChange, ReloadSignal } from 'cdk8s-pinterest';
import { api, CONTAINER, freshFolder } from '../synth';

/** Prints the signals that it gets; may ignore the signal to stop. */
const APPLICATION = 'trap "echo HUP" HUP; trap "echo TERM; exit 7" TERM; echo up; while :; do sleep 0.1; done';
const DEAF = 'trap "" TERM; echo up; while :; do sleep 0.1; done';

/** Runs a container's command, as the kubelet would, with a file that it watches. */
function running(onChange: OnChange, script = APPLICATION, stop = Duration.seconds(30)) {
  const file = path.join(freshFolder(), 'secret');
  fs.writeFileSync(file, 'first');
  const shop = api({ container: { ...CONTAINER, command: ['sh', '-c', script] }, stop });
  shop.services.api.pod.whenFileChanges(file, onChange);
  const [program, ...args] = shop.container('app').command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let output = '';
  child.stdout.on('data', data => output += data);
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve));
  const says = async (what: string) => {
    for (let n = 0; n < 100 && !output.includes(what); n++) await new Promise(resolve => setTimeout(resolve, 50));
    return output;
  };
  cleanups.push(() => process.kill(-child.pid!, 'SIGKILL'));
  return { file, child, ended, says };
}

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach(clean => {
  try {
    clean();
  } catch {
    // It has ended.
  }
}));

test('a file that changes signals the application once, which goes on', async () => {
  const { file, says } = running(OnChange.signal(ReloadSignal.HUP));
  await says('up');
  await new Promise(resolve => setTimeout(resolve, 500));
  fs.writeFileSync(`${file}.new`, 'second');
  fs.renameSync(`${file}.new`, file);
  expect(await says('HUP')).toBe('up\nHUP\n');
});

test('a restart ends the container with the application\'s exit code', async () => {
  const { file, says, ended } = running(OnChange.RESTART);
  await says('up');
  await new Promise(resolve => setTimeout(resolve, 500));
  fs.writeFileSync(file, 'second');
  expect(await ended).toBe(7);
  expect(await says('TERM')).toBe('up\nTERM\n');
});

test('a restart does not wait for who is deaf any longer than a stop would', async () => {
  const { file, says, ended } = running(OnChange.RESTART, DEAF, Duration.seconds(1));
  await says('up');
  await new Promise(resolve => setTimeout(resolve, 500));
  fs.writeFileSync(file, 'second');
  expect(await ended).toBe(137);
});

test('who is told to stop by the kubelet stops, with the exit code', async () => {
  const { child, says, ended } = running(OnChange.signal(ReloadSignal.HUP));
  await says('up');
  child.kill('SIGTERM');
  expect(await ended).toBe(7);
});

test('who is told nothing is run as it is', () => {
  const shop = api({ container: { ...CONTAINER, command: ['server'] } });
  shop.services.api.pod.whenFileChanges('/x', OnChange.READ_ANEW);
  expect(shop.container('app').command).toEqual(['server']);
});

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { OnChange, ReloadSignal } from 'cdk8s-pinterest';
import { api, complaints, CONTAINER, freshFolder, namesOf } from '../synth';

/** Prints the signals that it gets; may ignore the signal to stop. */
const APPLICATION = 'trap "echo HUP" HUP; trap "echo TERM; exit 7" TERM; echo up; while :; do sleep 0.1; done';
const DEAF = 'trap "" TERM; echo up; while :; do sleep 0.1; done';

/** Shorter times than a kubelet needs. */
const HURRIED: [string, string][] = [
  ['sleep 5; after=', 'sleep 1; after='],
  ['-lt 600 ]', '-lt 6 ]'],
  ['last + 600 - up', 'last + 6 - up'],
  ['    sleep 10\n', '    sleep 3\n'],
];

interface Options {
  readonly script?: string;
  readonly stop?: Duration;
  /** The pod's volume that remembers restarts. */
  readonly memory?: string;
}

/** Runs a container's command, as the kubelet would, with a file that it watches. */
function running(
  onChange: OnChange, { script = APPLICATION, stop = Duration.seconds(30), memory = freshFolder() }: Options = {},
) {
  const file = path.join(freshFolder(), 'secret');
  fs.writeFileSync(file, 'first');
  const shop = api({ container: { ...CONTAINER, command: ['sh', '-c', script] }, stop });
  shop.services.api.pod.whenFileChanges(file, onChange);
  const [program, flag, watching, ...args] = shop.container('app').command;
  for (const [slow] of onChange.signalName === 'TERM' ? HURRIED : HURRIED.slice(-1)) expect(watching).toContain(slow);
  const hurried = HURRIED.reduce((text, [slow, fast]) => text.replaceAll(slow, fast), watching)
    .replaceAll('/var/run/restarts', memory);
  const child = spawn(program, [flag, hurried, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  let errors = '';
  child.stdout.on('data', data => output += data);
  child.stderr.on('data', data => errors += data);
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve));
  const says = async (what: string) => {
    for (let n = 0; n < 200 && !output.includes(what); n++) await passing(50);
    return output;
  };
  cleanups.push(() => process.kill(-child.pid!, 'SIGKILL'));
  return { file, child, ended, says, errors: () => errors };
}

const passing = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
const AT_ONCE = OnChange.restartWithin(Duration.seconds(0));

const cleanups: (() => void)[] = [];
afterAll(() => cleanups.splice(0).forEach(clean => {
  try {
    clean();
  } catch {
    // It has ended.
  }
}));

test.concurrent('a file that changes signals the application once, which goes on', async () => {
  const { file, says } = running(OnChange.signal(ReloadSignal.HUP));
  await says('up');
  await new Promise(resolve => setTimeout(resolve, 500));
  fs.writeFileSync(`${file}.new`, 'second');
  fs.renameSync(`${file}.new`, file);
  expect(await says('HUP')).toBe('up\nHUP\n');
});

const STOPS = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGUSR1'];
test.concurrent.each(STOPS)('%s, by which an image is stopped, reaches it as such', async signal => {
  const script = `exec node -e 'process.on("${signal}", () => { console.log("${signal}"); process.exit(3); }); `
    + 'setInterval(() => {}, 1000); console.log("up")\'';
  const { child, says, ended } = running(OnChange.signal(ReloadSignal.HUP), { script });
  await says('up');
  child.kill(signal as NodeJS.Signals);
  expect(await ended).toBe(3);
  expect(await says(signal)).toBe(`up\n${signal}\n`);
});

test.concurrent('an application that goes on after a signal is not left alone, however often it comes', async () => {
  const script = 'trap "echo one" USR1; trap "echo TERM; exit 7" TERM; echo up; while :; do sleep 0.1; done';
  const { child, says, ended } = running(OnChange.signal(ReloadSignal.HUP), { script });
  await says('up');
  for (const times of [1, 2, 3]) {
    child.kill('SIGUSR1');
    await says(`up\n${'one\n'.repeat(times)}`);
  }
  child.kill('SIGTERM');
  expect(await ended).toBe(7);
  expect(await says('TERM')).toBe('up\none\none\none\nTERM\n');
});

test.concurrent('signals for twenty changes in four seconds are few', async () => {
  const { file, says } = running(OnChange.signal(ReloadSignal.HUP));
  await says('up');
  for (let n = 0; n < 20; n++) {
    fs.writeFileSync(file, `${n}`);
    await passing(200);
  }
  await passing(6000);
  const signals = (await says('HUP')).match(/HUP/g)!.length;
  expect(signals).toBeGreaterThanOrEqual(1);
  expect(signals).toBeLessThanOrEqual(3);
}, 20_000);

test.concurrent('a restart ends the container with the application\'s exit code', async () => {
  const { file, says, ended, errors } = running(AT_ONCE);
  await says('up');
  await passing(500);
  fs.writeFileSync(file, 'second');
  expect(await ended).toBe(7);
  expect(await says('TERM')).toBe('up\nTERM\n');
  expect(errors()).toBe('');
}, 20_000);

test.concurrent('a restart does not wait for who is deaf any longer than a stop would', async () => {
  const { file, says, ended } = running(AT_ONCE, { script: DEAF, stop: Duration.seconds(1) });
  await says('up');
  await passing(500);
  fs.writeFileSync(file, 'second');
  expect(await ended).toBe(137);
}, 20_000);

test.concurrent(
  'files that change again and again cause one restart, once they rest; what is changed back causes none',
  async () => {
    const { file, says, ended, child } = running(AT_ONCE);
    await says('up');
    const began = Date.now();
    for (let n = 0; n < 20; n++) {
      fs.writeFileSync(file, `${n}`);
      await passing(200);
    }
    expect(child.exitCode).toBeNull();
    expect(await ended).toBe(7);
    expect(Date.now() - began).toBeGreaterThan(4000);

    const back = running(OnChange.restartWithin(Duration.seconds(1)));
    await back.says('up');
    fs.writeFileSync(back.file, 'second');
    await passing(2100);
    fs.writeFileSync(back.file, 'first');
    await passing(5000);
    expect(back.child.exitCode).toBeNull();
  },
  30_000,
);

test.concurrent('a container that has just restarted waits before it does so again, whatever its file does', async () => {
  const memory = freshFolder();
  const first = running(AT_ONCE, { memory });
  await first.says('up');
  fs.writeFileSync(first.file, 'second');
  await first.ended;
  const began = Date.now();
  const next = running(AT_ONCE, { memory });
  await next.says('up');
  fs.writeFileSync(next.file, 'third');
  expect(await next.ended).toBe(7);
  expect(Date.now() - began).toBeGreaterThan(4500);
  // Times before a restart of the node do not count.
  fs.writeFileSync(path.join(memory, 'last'), '999999999');
  const later = running(AT_ONCE, { memory });
  await later.says('up');
  fs.writeFileSync(later.file, 'third');
  expect(await later.ended).toBe(7);
}, 30_000);

test.concurrent('the pods of a service restart at different times within the spread', async () => {
  const pods = Array.from({ length: 8 }, () => running(OnChange.restartWithin(Duration.seconds(5))));
  await Promise.all(pods.map(({ says }) => says('up')));
  pods.forEach(({ file }) => fs.writeFileSync(file, 'second'));
  const began = Date.now();
  const times = await Promise.all(pods.map(({ ended }) => ended.then(() => Date.now() - began)));
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(900);
  expect(Math.max(...times)).toBeLessThan(15_000);
}, 30_000);

test('a spread that is none is refused', () => {
  const complaint = (spread: Duration) => complaints(() => {
    const shop = api({ container: { ...CONTAINER, command: ['server'] } });
    shop.services.api.pod.whenFileChanges('/etc/secrets/db', OnChange.restartWithin(spread));
    shop.write();
  });
  expect(complaint(Duration.hours(1))).toEqual([]);
  expect(complaint(Duration.hours(2))).toEqual([
    '[chart/api] onChange = "/etc/secrets/db within 7200 s": must be whole seconds, from 0 to 3600. '
    + 'Write for example OnChange.restartWithin(Duration.minutes(5)).',
  ]);
  expect(complaint(Duration.millis(1500))).toHaveLength(1);
});

test.concurrent('who is told to stop by the kubelet stops, with the exit code', async () => {
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

test('only who restarts has a volume to remember it, on the application\'s container alone', () => {
  const shop = (onChange: OnChange) => {
    const built = api({ container: { ...CONTAINER, command: ['server'] } });
    built.services.api.pod.whenFileChanges('/x', onChange);
    return built;
  };
  expect(shop(OnChange.RESTART).template.spec.volumes).toContainEqual({ name: 'restarts', emptyDir: { sizeLimit: '1Mi' } });
  expect(namesOf(shop(OnChange.RESTART).container('app').volumeMounts)).toContain('restarts');
  expect(namesOf(shop(OnChange.RESTART).container('proxy').volumeMounts)).not.toContain('restarts');
  expect(namesOf(shop(OnChange.signal(ReloadSignal.HUP)).template.spec.volumes)).not.toContain('restarts');
});

import { spawn, ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { endingApplication, endingSidecar } from '../../lib/pod/completion';
import { freshFolder } from '../synth';

/** Runs the command of a container, with a local folder in place of the pod's. */
function start(container: { command?: string[] }, folder: string): ChildProcess {
  const [program, ...args] = container.command!.map(word => word.replaceAll('/var/run/completion', folder));
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

const sh = (script: string) => ({ name: 'c', command: ['sh', '-c', script] });
const ended = (child: ChildProcess) => new Promise<number | null>(resolve => child.on('exit', code => resolve(code)));
const output = (child: ChildProcess) => {
  const texts: string[] = [];
  child.stdout!.on('data', data => texts.push(`${data}`));
  return () => texts.join('');
};
const until = async (condition: () => boolean) => { while (!condition()) await new Promise(resolve => setTimeout(resolve, 20)); };

test.each([0, 7, 137])('the application\'s exit code %d is the container\'s, and the file is there', async code => {
  const folder = freshFolder();
  expect(await ended(start(endingApplication(sh(`exit ${code}`)), folder))).toBe(code);
  expect(fs.readdirSync(folder)).toEqual(['done']);
});

test('arguments reach the application as they are', async () => {
  const child = start(endingApplication({ name: 'c', command: ['printf', '%s|', 'a b', '$HOME', '"'] }), freshFolder());
  const text = output(child);
  await ended(child);
  expect(text()).toBe('a b|$HOME|"|');
});

test('SIGTERM reaches the application, which may take its time to end', async () => {
  const folder = freshFolder();
  const child = start(
    endingApplication(sh('trap "sleep 0.3; echo bye; exit 5" TERM; echo up; while :; do sleep 0.05; done')), folder,
  );
  const text = output(child);
  await until(() => text().includes('up'));
  child.kill('SIGTERM');
  expect(await ended(child)).toBe(5);
  expect(text()).toContain('bye');
});

test('another signal, by which an image is stopped, reaches it as such', async () => {
  const script = 'process.on("SIGINT", () => process.exit(6)); setInterval(() => {}, 1000); console.log("up")';
  const child = start(endingApplication({ name: 'c', command: ['node', '-e', script] }), freshFolder());
  const text = output(child);
  await until(() => text().includes('up'));
  child.kill('SIGINT');
  expect(await ended(child)).toBe(6);
});

test('a sidecar ends when the file comes, and never fails the pod', async () => {
  const folder = freshFolder();
  const child = start(endingSidecar(sh('trap "exit 9" TERM; echo up; while :; do sleep 0.05; done')), folder);
  await until(() => true);
  fs.writeFileSync(path.join(folder, 'done'), '');
  expect(await ended(child)).toBe(0);
});

test('a sidecar that ends too early is started again', async () => {
  const folder = freshFolder();
  const child = start(endingSidecar(sh('echo started')), folder);
  const text = output(child);
  await until(() => text().split('started').length > 2);
  fs.writeFileSync(path.join(folder, 'done'), '');
  expect(await ended(child)).toBe(0);
}, 10000);

test('a sidecar whose pod is stopped ends at SIGTERM', async () => {
  const child = start(endingSidecar(sh('echo up; exec sleep 60')), freshFolder());
  const text = output(child);
  await until(() => text().includes('up'));
  child.kill('SIGTERM');
  expect(await ended(child)).toBe(0);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { freshFolder } from '../../../test/synth';
import { runApp } from '../../lib/app/run-app';

const ROOT = path.join(__dirname, '../../..');
const until = async (file: string): Promise<string> => {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
  if (text !== '') return text;
  await new Promise(resolve => setTimeout(resolve, 20));
  return until(file);
};

/** An app that says where its record is to be, and then does not end. */
function hanging() {
  const directory = freshFolder();
  const at = (name: string) => path.join(directory, name);
  const app = `echo begun > $CDK8S_PINTEREST_RECORD/1-0.json; echo $CDK8S_PINTEREST_RECORD > ${at('record')}; sleep 60 & `
    + `echo $! > ${at('pid')}; wait`;
  fs.writeFileSync(at('cdk8s.yaml'), JSON.stringify({ app }));
  return { directory, app, record: () => until(at('record')), pid: async () => Number(await until(at('pid'))) };
}

async function hasEnded(pid: number): Promise<boolean> {
  for (let n = 0; n < 200; n++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return false;
}

test('an interrupt ends the app with all that it has started, and its record goes', async () => {
  const { directory, app, record, pid } = hanging();
  const interrupted = new AbortController();
  const ended = runApp({ directory, app }, { env: process.env, signal: interrupted.signal });
  const [folder, child] = [await record(), await pid()];
  expect(fs.existsSync(folder)).toBe(true);
  interrupted.abort();
  await expect(ended).rejects.toThrow('It was interrupted.');
  expect(fs.existsSync(folder)).toBe(false);
  expect(await hasEnded(child)).toBe(true);
}, 30_000);

test('SIGTERM to the command does the same', async () => {
  const { directory, record, pid } = hanging();
  const command = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'cli/lib/main.ts'), 'check', '-C', directory], {
    cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  command.stderr.setEncoding('utf8').on('data', text => said += text);
  const [folder, child] = [await record(), await pid()];
  command.kill('SIGTERM');
  const [code] = await once(command, 'close');
  expect({ code, said }).toEqual({ code: 2, said: 'pinterest check: It was interrupted. Run it again.\n' });
  expect(fs.existsSync(folder)).toBe(false);
  expect(await hasEnded(child)).toBe(true);
}, 60_000);

test('what an app writes to its output reaches nobody as it is, also where it fails', async () => {
  const directory = freshFolder();
  const app = 'printf \'\\033[2Jno\\n\' >&2; exit 1';
  await expect(runApp({ directory, app }, { env: process.env })).rejects.toThrow(/ended with the status 1:\n\\u001b\[2Jno\n/);
  await expect(runApp({ directory, app: 'exit 3' }, { env: process.env }))
    .rejects.toThrow('ended with the status 3, and has said nothing.');
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { freshFolder } from '../../../test/synth';
import { runShell } from '../../lib/app/run-shell';

const node = (program: string) => `"${process.execPath}" -e "${program}"`;

test('a process that a program leaves behind is not waited for', async () => {
  const begun = Date.now();
  expect(await runShell('sleep 20 & echo done', '.', process.env)).toEqual({ code: 0, printed: 'done\n' });
  expect(Date.now() - begun).toBeLessThan(10_000);
});

test('of very much that a program prints, the end is kept', async () => {
  const { code, printed } = await runShell(node('process.stdout.write(\'x\'.repeat(5e6) + \'end\')'), '.', process.env);
  expect(code).toBe(0);
  expect(printed.length).toBe(1_000_000);
  expect(printed.slice(-4)).toBe('xend');
});

test('an interrupt ends what a program has started, too, so that nothing is written afterwards', async () => {
  const [folder, interrupted] = [freshFolder(), new AbortController()];
  const begun = path.join(folder, 'begun');
  const written = path.join(folder, 'written');
  const ended = runShell(`touch ${begun}; (sleep 1; touch ${written}); true`, '.', process.env, interrupted.signal);
  while (!fs.existsSync(begun)) await new Promise(resolve => setTimeout(resolve, 20));
  interrupted.abort();
  await expect(ended).rejects.toThrow('It was interrupted.');
  await new Promise(resolve => setTimeout(resolve, 1500));
  expect(fs.existsSync(written)).toBe(false);
});

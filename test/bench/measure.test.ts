import * as fs from 'node:fs';
import * as path from 'node:path';
import { measure, median, Measurement } from '../../bench/measure';
import { freshFolder } from '../synth';

/** A process that runs a script; `out` in the script is its output folder. */
function measured(script: string, outdir = freshFolder(), limit = 30): Measurement | undefined {
  return measure(peakFile => [
    process.execPath, '-e', `const fs = require('fs'); const out = ${JSON.stringify(outdir)}; ${script}; `
      + `fs.writeFileSync(${JSON.stringify(peakFile)}, '7');`,
  ], outdir, limit);
}

test('what a process leaves is counted: files, objects and bytes, without hidden files', () => {
  const script = 'fs.mkdirSync(`${out}/a`); fs.writeFileSync(`${out}/a/x.yaml`, "kind: A\\n---\\nkind: B\\n"); '
    + 'fs.writeFileSync(`${out}/y.yaml`, "kind: ä\\n"); fs.writeFileSync(`${out}/.z`, "kind: C")';
  expect(measured(script)).toMatchObject({ files: 2, objects: 3, bytes: 29, rewritten: 2, peakBytes: 7 * 1024 });
});

test('a file that is written again counts as rewritten even if its bytes are the same', () => {
  const outdir = freshFolder();
  for (const file of ['same', 'again']) fs.writeFileSync(path.join(outdir, file), 'x');
  expect(measured('fs.writeFileSync(`${out}/again`, "x"); fs.writeFileSync(`${out}/new`, "x")', outdir))
    .toMatchObject({ files: 3, rewritten: 2 });
});

test('the CPU seconds of a process\'s children are its own', () => {
  expect(measured(
    'require("child_process").spawnSync(process.execPath, ["-e", "while (process.cpuUsage().user < 1e6);"])',
  )!.cpuSeconds).toBeGreaterThan(1);
});

test('a process that takes too long is ended', () => {
  expect(measured('while (true)', freshFolder(), 1)).toBeUndefined();
});

test('a process that fails is not measured', () => {
  expect(() => measured('throw new Error("out of luck")')).toThrow('out of luck');
});

test('the median is by CPU seconds', () => {
  const all = [5, 1, 3].map(cpuSeconds => ({ cpuSeconds }) as Measurement);
  expect(median(all)?.cpuSeconds).toBe(3);
  expect(median([undefined])).toBeUndefined();
});

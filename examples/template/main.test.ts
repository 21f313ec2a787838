import assert from 'node:assert/strict';
import { execSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

test('dist holds what the code gives: npm run synth, and read the diff', context => {
  const fresh = mkdtempSync(join(tmpdir(), 'hello-'));
  context.after(() => rmSync(fresh, { recursive: true }));

  execSync('npm run synth', { env: { ...process.env, CDK8S_OUTDIR: fresh } });

  assert.deepEqual(contents('dist'), contents(fresh));
});

function contents(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => statSync(join(folder, file)).isFile()).sort();
  return Object.fromEntries(files.map(file => [file, readFileSync(join(folder, file), 'utf8')]));
}

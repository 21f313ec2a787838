import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { run } from './command/run';

// A program of a second ends before what V8 optimizes pays: this takes a third of its time away (docs/yaml.md).
setFlagsFromString('--no-opt');

process.exitCode = run(process.argv.slice(2), {
  env: process.env,
  input: () => process.stdin.isTTY ? undefined : readFileSync(0, 'utf8'),
  leave: () => process.chdir(dirname(resolve(process.argv[1]))),
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
});

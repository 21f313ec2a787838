import { setFlagsFromString } from 'node:v8';
import { run } from './command/run';

// A program of a second ends before what V8 optimizes pays: this takes a third of its time away (docs/yaml.md).
setFlagsFromString('--no-opt');

process.exitCode = run(process.argv.slice(2), {
  env: process.env, out: text => process.stdout.write(text), err: text => process.stderr.write(text),
});

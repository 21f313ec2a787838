import { run } from './command/run';

process.exitCode = run(process.argv.slice(2), {
  env: process.env, out: text => process.stdout.write(text), err: text => process.stderr.write(text),
});

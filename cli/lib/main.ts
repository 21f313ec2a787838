import { runProgram } from './program';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

runProgram(process.argv.slice(2), {
  directory: process.cwd(), env: process.env, out: process.stdout, err: process.stderr, signal: interrupted.signal,
}).then(outcome => {
  process.exitCode = outcome;
}, error => {
  process.stderr.write(`pinterest: ${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
});

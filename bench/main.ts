import * as fs from 'node:fs';
import * as os from 'node:os';
import { compile } from './compile';
import { readOptions } from './options';
import { profile } from './profile';
import { race } from './race';
import { report } from './report';

const [load] = os.loadavg();
const options = readOptions(process.argv.slice(2));
const compiled = compile();
try {
  if (options.profile) profile(options, compiled);
  else console.log(`\n${report(race(options, { compiled, helm: options.helm, verdict: options.verdict }), options.limit, load)}`);
} finally {
  fs.rmSync(compiled, { recursive: true });
}

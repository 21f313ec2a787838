import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { freshFolder } from '../synth';

const LIB = path.join(__dirname, '../../lib');

/** Kills itself at an operation on the folder, as the first argument says; writes the files of the third. */
const PROGRAM = `
const fs = require('node:fs');
const [at, outdir, files, name] = process.argv.slice(2);
let operations = 0;
for (const operation of Object.keys(fs).filter(each => each.endsWith('Sync'))) {
  const real = fs[operation];
  fs[operation] = (...args) => {
    if (String(args[0]).startsWith(outdir) && ++operations === Number(at)) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
}
const { writeFiles } = require('./synthesis/write');
const all = Object.entries(JSON.parse(files)).map(([path, text]) => ({ path, text }));
writeFiles({ outdir }, () => ({ files: all, problems: [], isComplete: true }), name);
process.stdout.write(String(operations));
`;

/** A folder with a program that writes files, as JavaScript. */
export function compileProgram(): string {
  const folder = freshFolder();
  compile('synthesis/write', folder);
  fs.writeFileSync(path.join(folder, 'program.js'), PROGRAM);
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** A source and all that it needs when it runs: no cdk8s, so that a process starts at once. */
function compile(source: string, folder: string): void {
  const at = path.join(folder, `${source}.js`);
  if (fs.existsSync(at)) return;
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: false };
  const text = fs.readFileSync(path.join(LIB, `${source}.ts`), 'utf8');
  const { outputText } = ts.transpileModule(text, { compilerOptions: options });
  fs.mkdirSync(path.dirname(at), { recursive: true });
  fs.writeFileSync(at, outputText);
  for (const [, needed] of outputText.matchAll(/require\("(\.[^"]+)"\)/g)) {
    compile(path.join(path.dirname(source), needed), folder);
  }
}

export interface Run {
  readonly outdir: string;
  readonly files: Record<string, string>;
  readonly name?: string;
  /** At which operation it is killed. */
  readonly killedAt?: number;
  /** As which user it runs. */
  readonly uid?: number;
}

export interface Ended {
  readonly signal: string | null;
  readonly code: number | null;
  readonly output: string;
}

/** Runs the program in a process of its own. */
export function run(program: string, { outdir, files, name = 'test', killedAt = 0, uid }: Run): Promise<Ended> {
  return ended(spawn(process.execPath, [
    path.join(program, 'program.js'), `${killedAt}`, outdir, JSON.stringify(files), name,
  ], { stdio: ['ignore', 'pipe', 'pipe'], ...(uid !== undefined && { uid, gid: uid }) }));
}

function ended(child: ChildProcess): Promise<Ended> {
  return new Promise(resolve => {
    let output = '';
    child.stdout!.on('data', data => output += data);
    child.stderr!.on('data', data => output += data);
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
}

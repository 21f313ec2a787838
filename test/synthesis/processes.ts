import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { freshFolder } from '../synth';

const LIB = path.join(__dirname, '../../lib');

/** What writes files, and what that needs: no cdk8s, so that a process starts at once. */
const SOURCES = [
  'synthesis/changes', 'synthesis/file-error', 'synthesis/file-name', 'synthesis/folder', 'synthesis/inventory',
  'synthesis/neighbours', 'synthesis/output', 'synthesis/output-paths', 'synthesis/refuse', 'synthesis/staging',
  'synthesis/unsaid-replicas', 'synthesis/worker', 'synthesis/write', 'resources/names', 'validation/finding',
  'validation/problem', 'validation/left-over', 'validation/words',
];

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
  for (const source of SOURCES) {
    const text = fs.readFileSync(path.join(LIB, `${source}.ts`), 'utf8');
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: false };
    const at = path.join(folder, `${source}.js`);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, ts.transpileModule(text, { compilerOptions: options }).outputText);
  }
  fs.writeFileSync(path.join(folder, 'program.js'), PROGRAM);
  fs.chmodSync(folder, 0o755);
  return folder;
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

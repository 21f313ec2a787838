import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { Outcome } from '../lib/outcome';
import { runProgram } from '../lib/program';

const ROOT = path.join(__dirname, '../..');

/** A project of this repository: what the projects of users find in their node_modules is mapped to lib/. */
const ENVIRONMENT = { TSX_TSCONFIG_PATH: path.join(ROOT, 'examples/tsconfig.json') };

export interface Ran {
  readonly outcome: Outcome;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly directory?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The width of the terminal; there is none without. */
  readonly columns?: number;
}

export const EXAMPLES = path.join(ROOT, 'examples');
export const PROJECTS = path.join(__dirname, 'projects');

/** Runs the command as a user does, without a terminal unless one is given. */
export async function pinterest(args: string[], options: RunOptions = {}): Promise<Ran> {
  let [out, err] = ['', ''];
  const { directory = ROOT, env = {}, columns } = options;
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  const outcome = await runProgram(args, {
    directory,
    env: { ...process.env, ...ENVIRONMENT, ...env },
    out: { ...terminal, write: text => out += text },
    err: { write: text => err += text },
    signal: new AbortController().signal,
  });
  return { outcome, out, err };
}

/** The answer as JSON, which the published schema of the command describes. */
export async function answerOf(args: string[], options?: RunOptions): Promise<any> {
  const { out } = await pinterest([...args, '--output', 'json'], options);
  const data = JSON.parse(out);
  expect(schemaProblems(args[0], data)).toEqual([]);
  return data;
}

export function schemaProblems(command: string, data: unknown): unknown[] {
  const schema = JSON.parse(fs.readFileSync(path.join(__dirname, `../schemas/${command}.schema.json`), 'utf8'));
  const validate = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
  return validate(data) ? [] : validate.errors ?? [];
}

/** To accept a change: npm run golden, and read the diff as a user would. */
export function expectGolden(name: string, text: string): void {
  const file = path.join(__dirname, 'golden', name);
  if (process.env.UPDATE_GOLDEN) fs.writeFileSync(file, text);
  expect(text).toBe(fs.readFileSync(file, 'utf8'));
}

/** What differs from run to run, and from machine to machine. */
export function steady(text: string): string {
  return text.replaceAll(ROOT, '').replace(/\b\d+\.\d s\b/g, 'N s').replace(/time="[\d.]+"/g, 'time="N"');
}

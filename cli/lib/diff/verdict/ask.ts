import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VerdictProgram } from './verdict-program';
import { textIn } from '../fields/values';
import { groupOf } from '../objects/planned-object';

/** A document, and what has been applied before it. */
export interface Question {
  readonly document: unknown;
  readonly old?: unknown;
}

export interface Verdict {
  readonly refusals?: readonly { readonly field?: string; readonly message: string }[];
  /** Why nobody can say. */
  readonly unjudged?: string;
  /** As the server would store it, with its defaults. */
  readonly stored?: unknown;
}

/** A kind of custom resource, as in the name of a file. */
const GROUP = /^[a-z0-9][-a-z0-9.]*$/;
const KIND = /^[A-Za-z][A-Za-z0-9]*$/;

/** What the API server says of each question. @throws if the program does not answer all of them */
export async function ask({ file, definitions }: VerdictProgram, questions: readonly Question[]): Promise<Verdict[]> {
  if (questions.length === 0) return [];
  const defined = definitionsFor(questions, definitions);
  const lines = [...defined.map(each => ({ default: each })), ...questions].map(each => JSON.stringify(each));
  const verdicts = (await run(file, `${lines.join('\n')}\n`)).split('\n').filter(line => line !== '')
    .map(line => JSON.parse(line) as Verdict);
  if (verdicts.length !== lines.length) throw new Error(`${file} answers ${verdicts.length} of ${lines.length} questions`);
  return verdicts.slice(defined.length);
}

/** Those of the custom resources that are asked about. */
function definitionsFor(questions: readonly Question[], folder: string): unknown[] {
  const kinds = new Set(questions.map(({ document }) => JSON.stringify([
    groupOf(textIn(document, 'apiVersion') ?? ''), textIn(document, 'kind') ?? '',
  ])));
  return [...kinds].flatMap(each => {
    const [group, kind] = JSON.parse(each) as [string, string];
    const file = join(folder, `${group}_${kind}.json`);
    const isThere = GROUP.test(group) && KIND.test(kind) && existsSync(file);
    return isThere ? [JSON.parse(readFileSync(file, 'utf8')) as unknown] : [];
  });
}

function run(file: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, ['-stored'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const [chunks, errors]: Buffer[][] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    // It may end before it has read all.
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new Error(`${file} ended with ${code}: ${Buffer.concat(errors).toString('utf8').split('\n', 1)[0]}`));
    });
  });
}

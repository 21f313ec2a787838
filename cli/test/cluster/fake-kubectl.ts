import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterReader } from '../../lib/cluster/cluster-reader';
import { Kubectl } from '../../lib/cluster/kubectl';

/** What a program kubectl prints, by the last of its arguments. */
export type Answers = Readonly<Record<string, { readonly out?: string; readonly err?: string; readonly hangs?: boolean }>>;

const SCRIPT = `#!${process.execPath}
const { readFileSync, appendFileSync } = require('node:fs');
const { join } = require('node:path');
appendFileSync(join(__dirname, 'calls'), JSON.stringify(process.argv.slice(2)) + '\\n');
const answers = JSON.parse(readFileSync(join(__dirname, 'answers.json'), 'utf8'));
const answer = answers[process.argv.at(-1)] ?? { err: 'Error from server (NotFound): the server could not find the '
  + 'requested resource' };
process.stdout.write(answer.out ?? '');
process.stderr.write(answer.err ?? '');
if (answer.hangs) setTimeout(() => {}, 60_000);
process.exitCode = answer.err === undefined || answer.err.startsWith('Warning:') ? 0 : 1;
`;

/** A program that stands for kubectl. */
export class FakeKubectl {
  private readonly folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  public readonly program = join(this.folder, 'kubectl');

  constructor(answers: Answers) {
    writeFileSync(this.program, SCRIPT);
    chmodSync(this.program, 0o755);
    writeFileSync(join(this.folder, 'answers.json'), JSON.stringify(answers));
  }

  public reader(args: string[] = [], signal?: AbortSignal): ClusterReader {
    return new ClusterReader(new Kubectl(this.program, args, process.env, signal));
  }

  /** The arguments of each run, in the order of their starts. */
  public get calls(): string[][] {
    const file = join(this.folder, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line) as string[]) : [];
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

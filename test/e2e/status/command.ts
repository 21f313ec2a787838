import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { runProgram } from '../../../cli/lib/program';

/** What the command said. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command outside of any project. */
export async function pinterest(args: string[], env: Record<string, string> = {}): Promise<Said> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'drill-'));
  const [out, err]: string[][] = [[], []];
  try {
    const code = await runProgram(args, {
      directory, env: { ...process.env, ...env }, signal: new AbortController().signal,
      out: { write: text => out.push(text) }, err: { write: text => err.push(text) },
    });
    return { code, out: out.join(''), err: err.join('') };
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/** A workload as `--output json` has it. */
export interface Told {
  readonly name: string;
  readonly health: string;
  readonly findings: readonly {
    readonly cause: string;
    readonly urgency: string;
    readonly what: string;
    readonly step: string;
    readonly whose: { readonly part: string; readonly component?: string };
  }[];
}

export async function statusOf(namespace: string): Promise<Map<string, Told>> {
  const { out } = await pinterest(['status', '-n', namespace, '--output', 'json']);
  const { workloads } = JSON.parse(out) as { readonly workloads: readonly Told[] };
  return new Map(workloads.map(each => [each.name, each]));
}

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Outcome, run } from '../lib/command/run';

export interface Ran {
  readonly status: Outcome;
  readonly out: string;
  readonly err: string;
  /** The output folder. */
  readonly folder: string;
}

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach(folder => fs.rmSync(folder, { recursive: true })));

/** A folder for this test file alone, with files. */
export function folderWith(files: Record<string, string | Buffer> = {}): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'frontend-'));
  folders.push(folder);
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** Runs the command in this process, with an output folder of its own. */
export function runHere(words: string[], input?: string, variables: NodeJS.ProcessEnv = {}): Ran {
  const folder = folderWith();
  const [out, err]: string[][] = [[], []];
  const before = process.env;
  const write = jest.spyOn(process.stderr, 'write').mockImplementation(text => err.push(`${text}`) > 0);
  const warn = jest.spyOn(console, 'warn').mockImplementation(text => void err.push(`${text}\n`));
  process.env = { ...before, CDK8S_OUTDIR: folder, ...variables };
  try {
    const status = run(words, {
      env: process.env, input: () => input, leave: () => undefined, out: text => out.push(text), err: text => err.push(text),
    });
    return { status, out: out.join(''), err: err.join(''), folder };
  } finally {
    process.env = before;
    write.mockRestore();
    warn.mockRestore();
  }
}

export const CHART = `apiVersion: platform.pinterest.com/v1
kind: PinterestChart
metadata: {name: shop}
spec:
  owner: {team: shop, contact: shop@example.com}
`;

/** A document of a workload with an image and a port. */
export function workload(spec = '', { kind = 'PinterestService', name = 'api', more = '' } = {}): string {
  return `---
apiVersion: platform.pinterest.com/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  container: {image: registry.example.com/api:1.0.0, portNumber: 8080}
${spec.replace(/^(?=.)/gm, '  ')}
${more}`;
}

/** What a run says of a workload, without the name of the file. */
export function complaints(spec: string, options?: Parameters<typeof workload>[1]): string[] {
  return complaintsAbout(CHART + workload(spec, options));
}

export function complaintsAbout(text: string): string[] {
  const { err } = runHere([path.join(folderWith({ 'a.yaml': text }), 'a.yaml')]);
  return err.split('\n').filter(line => /a\.yaml:\d+:\d+: /.test(line)).map(line => line.replace(/^.*?a\.yaml:/, ''));
}

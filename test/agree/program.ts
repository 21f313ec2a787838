import { spawnSync } from 'node:child_process';
import { Answer } from './answer';

/** Asks the program that gives a verdict without a server. Documents of `before` hold for the others. */
export function askProgram(program: string, before: any[], documents: any[]): Answer[] {
  const input = [...before, ...documents].map(document => `${JSON.stringify(document)}\n`).join('');
  const { status, stdout, stderr } = spawnSync(program, ['-stored'], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const lines = (stdout ?? '').split('\n').filter(line => line !== '');
  if (status !== 0 || lines.length !== before.length + documents.length) {
    throw new Error(`${program}: ${lines.length} verdicts of ${before.length + documents.length}, status ${status}: ${stderr}`);
  }
  const verdicts = lines.map(line => JSON.parse(line));
  verdicts.slice(0, before.length).forEach(verdict => {
    if (verdict.refusals) throw new Error(`${verdict.kind} ${verdict.name}: ${JSON.stringify(verdict.refusals)}`);
  });
  return verdicts.slice(before.length).map(({ refusals = [], warnings = [], stored, unjudged }) => ({
    refusals: refusals.map(({ field = '', message }: any) => `${field}: ${message}`), warnings, stored, unjudged,
  }));
}

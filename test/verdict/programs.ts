import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/* Kubernetes' own programs are in the folder of CDK8S_PINTEREST_VERDICT; `verdict/build` makes them. */

const folder = process.env.CDK8S_PINTEREST_VERDICT;
const versions = ['1.27', '1.37']
  .filter(version => folder !== undefined && fs.existsSync(path.join(folder, `verdict-${version}`)));
if (versions.length < 2) console.log('The programs of Kubernetes are not there: its verdict is not tested.');

/** Those of these versions that are there. */
export function theseOf(...wanted: string[]): string[] {
  return versions.filter(version => wanted.includes(version));
}

/** `describe` for each of these versions whose program is there. */
export function describeEach(...wanted: string[]) {
  const found = theseOf(...wanted);
  return found.length > 0 ? describe.each(found) : describe.skip.each(['of no version']);
}

/** What a program says of each of these documents, with what it would store. */
export function verdicts(version: string, documents: unknown[]): any[] {
  const input = documents.map(each => `${JSON.stringify(each)}\n`).join('');
  const output = execFileSync(path.join(folder!, `verdict-${version}`), ['-stored'], { input, encoding: 'utf8', maxBuffer: 1e9 });
  return output.trim().split('\n').map(line => JSON.parse(line));
}

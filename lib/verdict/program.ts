import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** The package that has the programs, one for each minor version of Kubernetes. */
const PACKAGE = 'cdk8s-pinterest-verdict';

/** A program that answers as the API server of one version would. */
export interface VerdictProgram {
  /** The minor version of Kubernetes, such as `1.37`. */
  readonly kubernetes: string;
  readonly file: string;
  /** Another one whenever the program is another one. */
  readonly build: string;
}

/** The program for a minor version, if it is installed: in the folder of CDK8S_PINTEREST_VERDICT, or by the package. */
export function verdictProgram(kubernetes: string): VerdictProgram | undefined {
  const file = programFile(kubernetes);
  const stats = file === undefined ? undefined : fs.statSync(file, { throwIfNoEntry: false });
  if (file === undefined || !stats?.isFile()) return undefined;
  const build = createHash('sha256').update(`${file}\n${stats.size}\n${stats.mtimeMs}`).digest('hex');
  return { kubernetes, file, build };
}

function programFile(kubernetes: string): string | undefined {
  const folder = process.env.CDK8S_PINTEREST_VERDICT;
  if (folder) return path.join(folder, `verdict-${kubernetes}${process.platform === 'win32' ? '.exe' : ''}`);
  return [`${PACKAGE}-${kubernetes}`, PACKAGE].map(name => programOf(name, kubernetes)).find(found => found !== undefined);
}

/** Several versions are installed beside each other by names of their own. */
function programOf(name: string, kubernetes: string): string | undefined {
  try {
    // Of the user's project: the library itself may lie elsewhere, as in a program in Python.
    return require(require.resolve(name, { paths: [process.cwd(), __dirname] })).programFor(kubernetes);
  } catch {
    return undefined;
  }
}

/** What a synth says where programs are missing. */
export function notAsked(versions: string[]): string {
  const packages = versions.map(version => `${PACKAGE}@${version}`);
  return `Kubernetes ${versions.join(' and ')} itself was not asked: install ${packages.join(' and ')} (docs/verdict.md).`;
}

import * as path from 'node:path';
import { buildOf, Place } from './build';

/** The package that has the programs, one for each minor version of Kubernetes. */
export const PACKAGE = 'cdk8s-pinterest-verdict';

/** A program that answers as the API server of one version would. */
export interface VerdictProgram extends Place {
  /** The minor version of Kubernetes, such as `1.37`. */
  readonly kubernetes: string;
  /** Another one whenever the program is another one. */
  readonly build: string;
}

/** The program for a minor version, if it is installed: in the folder of CDK8S_PINTEREST_VERDICT, or by the package. */
export function verdictProgram(kubernetes: string): VerdictProgram | undefined {
  const folder = process.env.CDK8S_PINTEREST_VERDICT;
  const place = folder ? inFolder(folder, kubernetes) : inPackage(kubernetes);
  const build = place && buildOf(place);
  return build === undefined ? undefined : { kubernetes, ...place!, build };
}

function inFolder(folder: string, kubernetes: string): Place {
  const file = `verdict-${kubernetes}${process.platform === 'win32' ? '.exe' : ''}`;
  return { file: path.join(folder, file), definitions: path.join(folder, 'definitions') };
}

/** Several versions are installed beside each other by names of their own. */
function inPackage(kubernetes: string): Place | undefined {
  const names = [`${PACKAGE}-${kubernetes}`, PACKAGE];
  return names.flatMap(name => places().flatMap(from => placeOf(name, from, kubernetes) ?? []))[0];
}

function placeOf(name: string, from: string, kubernetes: string): Place | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { programFor, definitions } = require(require.resolve(name, { paths: [from] }));
    const file = programFor(kubernetes);
    return file === undefined ? undefined : { file, definitions };
  } catch {
    return undefined;
  }
}

/** In the user's project, wherever it is run from: the library itself may lie elsewhere, as in a program in Python. */
export function places(): string[] {
  const [, script] = process.argv;
  return [process.cwd(), ...(script === undefined ? [] : [path.dirname(path.resolve(script))]), __dirname];
}

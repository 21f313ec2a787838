import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The program that answers as the API server of one version would: docs/verdict.md. */
export interface VerdictProgram {
  readonly file: string;
  /** The folder with definitions of custom resources, a file for each kind. */
  readonly definitions: string;
}

/** What is known of the API server of a cluster. */
export interface Server {
  /** Its minor version, such as `1.37`. */
  readonly version?: string;
  /** Answers as it would. */
  readonly program?: VerdictProgram;
}

const PACKAGE = 'cdk8s-pinterest-verdict';

/** Where the library itself finds it: in the folder of CDK8S_PINTEREST_VERDICT, or among the packages of the project. */
export function findVerdictProgram(version: string, directory: string, env: NodeJS.ProcessEnv): VerdictProgram | undefined {
  const folder = env.CDK8S_PINTEREST_VERDICT;
  if (folder) {
    const file = join(folder, `verdict-${version}${process.platform === 'win32' ? '.exe' : ''}`);
    return existsSync(file) ? { file, definitions: join(folder, 'definitions') } : undefined;
  }
  const installed = createRequire(join(directory, 'package.json'));
  for (const name of [`${PACKAGE}-${version}`, PACKAGE]) {
    try {
      const { programFor, definitions } = installed(name) as Installed;
      const file = programFor(version);
      if (file !== undefined && existsSync(file)) return { file, definitions };
    } catch {
      // It is not installed.
    }
  }
  return undefined;
}

interface Installed {
  readonly definitions: string;
  programFor(version: string): string | undefined;
}

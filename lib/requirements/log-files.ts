import { Size } from 'cdk8s';
import { Problem } from '../validation/problem';
import { Requirement } from './requirement';

/** Log files that an application writes beside its standard output. */
export interface LogFiles {
  /**
   * The folder, such as `/var/log/app`. It is there, empty and writable, when the application starts; `PLATFORM_LOG_DIRECTORY` names it.
   * Each line of each file in it and below becomes a log record. Files must be readable by their group, as they are by default.
   */
  readonly directory: string;

  /**
   * How much the files may take; a pod that writes more is evicted. The application rotates and removes its files itself.
   *
   * @default Size.gibibytes(1)
   */
  readonly limit?: Size;
}

export const TELEMETRY = 'telemetry';

/** Log files to be collected. */
export class LogFilesRequirement extends Requirement {
  constructor(public readonly files: LogFiles) {
    super(TELEMETRY);
  }
}

export function logFileProblems({ directory }: LogFiles): Problem[] {
  const problem = (rule: string, fix: string) => [{ field: 'logs.directory', value: directory, rule, fix }];
  if (!directory.startsWith('/')) return problem('must start with "/"', `Write "/${directory}".`);
  if (/^\/+$/.test(directory)) return problem('would hide the image of the application', 'Write a folder such as "/var/log/app".');
  return directory.split('/').includes('..') ? problem('must not contain ".."', 'Write the whole path.') : [];
}

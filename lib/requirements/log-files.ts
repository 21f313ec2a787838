import { Size } from 'cdk8s';
import { Requirement } from './requirement';

/** Name of the component that fulfils it. */
export const TELEMETRY = 'telemetry';

/** Where an application writes log files. */
export interface LogFilesOptions {
  /**
   * The folder, such as `/var/log/app`. It is there, empty and writable, when the application starts;
   * `PLATFORM_LOG_DIRECTORY` names it.
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

/** Log files that an application writes beside its standard output, to be collected. */
export class LogFiles extends Requirement {
  /** All files of a folder. */
  public static of(options: LogFilesOptions): LogFiles {
    return new LogFiles(options.directory, options.limit ?? Size.gibibytes(1));
  }

  /** Those among what a workload asks for. */
  public static among(requirements: Requirement[]): LogFiles[] {
    return requirements.filter(each => each instanceof LogFiles);
  }

  private constructor(
    /** The folder. */
    public readonly directory: string,
    /** How much the files may take. */
    public readonly limit: Size,
  ) {
    super(TELEMETRY);
  }
}

import { Size } from 'cdk8s';
import { amongOf } from './among';
import { Requirement } from './requirement';
import { madeOf, optionOf } from '../validation/options';

/** Name of the component that collects them. */
export const TELEMETRY = 'telemetry';

/** Where an application writes log files. */
export interface LogFilesOptions {
  /**
   * The folder, such as `/var/log/app`. It exists, empty and writable, when the application starts;
   * `PLATFORM_LOG_DIRECTORY` names it.
   * Each line of each file in it, and in folders up to four levels below, becomes a log record; it names the file in
   * `log.file.path`, as the application does. Files must be readable by their group, as they are by default. Names that end in
   * `.gz` and `.tmp` are left out.
   */
  readonly directory: string;

  /**
   * How much space the files may take; a pod that writes more is evicted. The application rotates and removes its files itself.
   *
   * @default Size.gibibytes(1)
   */
  readonly limit?: Size;
}

/**
 * Log files to collect, which an application writes in addition to its standard output. A container of the pod reads them: it
 * costs each such pod about 50 MB of memory. Pods that run to completion can have it from Kubernetes 1.29 on.
 */
export class LogFiles extends Requirement {
  /** All files of a folder. */
  public static of(options: LogFilesOptions): LogFiles {
    // A folder that is missing is refused where it is judged.
    const made = new LogFiles(optionOf(options, 'directory')!, optionOf(options, 'limit') ?? Size.gibibytes(1));
    return madeOf(made, options, ['directory', 'limit']);
  }

  /** The log files among a workload's requirements. */
  public static among(requirements: Requirement[]): LogFiles[] {
    return amongOf(requirements, LogFiles, 'LogFiles.among');
  }

  private constructor(
    /** The folder. */
    public readonly directory: string,
    /** How much space the files may take. */
    public readonly limit: Size,
  ) {
    super(TELEMETRY);
  }
}

/** A signal that tells an application to read its files again. */
export enum ReloadSignal {
  HUP = 'HUP',
  USR1 = 'USR1',
  USR2 = 'USR2',
}

/** What happens to an application when one of its files changes while it runs. */
export class OnChange {
  /** Nothing: the application reads the file each time, or watches it. Costs nothing, and needs nothing of the image. */
  public static readonly READ_ANEW = new OnChange('is read anew');

  /**
   * The application is told to stop, and its container starts again. The pods of a workload do so within one refresh of the
   * secret store, each for itself, without draining: an application that can reload should be signalled instead.
   *
   * The image needs `sh`, `cat` and `sleep`, and the container its `command`.
   */
  public static readonly RESTART = new OnChange('restarts the application', 'TERM');

  /** The application gets this signal. The image needs `sh`, `cat` and `sleep`, and the container its `command`. */
  public static signal(signal: ReloadSignal): OnChange {
    return new OnChange(`sends ${signal}`, signal);
  }

  private constructor(
    /** In words. */
    public readonly description: string,
    /** What the application gets, if anything. */
    public readonly signalName?: string,
  ) {}
}

/** A signal that tells an application to read its files again. */
export enum ReloadSignal {
  HUP = 'HUP',
  USR1 = 'USR1',
  USR2 = 'USR2',
}

/** What happens to an application when one of its files changes while it runs. */
export class OnChange {
  /** Nothing: the application reads the file each time, or watches it. The image needs nothing for this. */
  public static readonly READ_ANEW = new OnChange('is read anew');

  /**
   * The application gets SIGTERM, and its container restarts. Each pod does so on its own within one refresh of the
   * secret store, without draining: use a signal instead if the application can reload.
   *
   * The image needs `sh`, `cat` and `sleep`, and `container.command` must be set.
   */
  public static readonly RESTART = new OnChange('restarts the application', 'TERM');

  /** The application gets this signal. The image needs `sh`, `cat` and `sleep`, and `container.command` must be set. */
  public static signal(signal: ReloadSignal): OnChange {
    return new OnChange(`sends ${signal}`, signal);
  }

  private constructor(
    /** In words. */
    public readonly description: string,
    /** The signal that the application gets, if any. */
    public readonly signalName?: string,
  ) {}
}

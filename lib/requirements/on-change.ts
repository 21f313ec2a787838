import { Duration } from 'cdk8s';
import { asString } from '../validation/words';

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
   * The application gets SIGTERM, and its container restarts: each pod on its own, without draining, at a random time within
   * 20 seconds. Use a signal instead if the application can reload, or `restartWithin` for a service of many pods.
   *
   * Files that change several times in a row cause one restart, once they rest for five seconds or after a minute.
   * The next one comes ten minutes later at the earliest, with what the files are then: the kubelet would hold back a container
   * that ends more often.
   *
   * The image needs `sh`, `cat` and `sleep`, and `container.command` must be set.
   */
  public static readonly RESTART = OnChange.restartWithin(Duration.seconds(20));

  /**
   * The same, with the pods' restarts spread at random over a longer or shorter time. For a service of 30 pods that take
   * 20 seconds to start, `Duration.minutes(10)` means that on average one of them is not ready.
   *
   * @param spread from 0 seconds to an hour; a pod may run with the former file so long
   */
  public static restartWithin(spread: Duration): OnChange {
    return new OnChange('restarts the application', 'TERM', spread);
  }

  /**
   * The application gets this signal, within two seconds for a first change, and at most every ten seconds for others.
   * The image needs `sh`, `cat` and `sleep`, and `container.command` must be set.
   */
  public static signal(signal: ReloadSignal): OnChange {
    return new OnChange(`sends ${asString(signal)}`, signal);
  }

  private constructor(
    /** In words. */
    public readonly description: string,
    /** The signal that the application gets, if any. */
    public readonly signalName?: string,
    /** Within what time the pods of a workload restart, if they do. */
    public readonly spread?: Duration,
  ) {}
}

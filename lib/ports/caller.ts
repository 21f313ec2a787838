import { optionOf } from '../validation/options';

/** Options of a caller. */
export interface CallerOptions {
  /**
   * Its namespace.
   *
   * @default - the namespace of the workload that it calls
   */
  readonly namespace?: string;
}

/** A workload that may call another one. */
export class Caller {
  /** A workload of this app, by name. The synth fails if the app has no such workload. */
  public static workload(name: string, options: CallerOptions = {}): Caller {
    return new Caller(name, false, optionOf(options, 'namespace'));
  }

  /** A workload of the same cluster that another app declares. */
  public static external(name: string, namespace: string): Caller {
    return new Caller(name, true, namespace);
  }

  private constructor(
    public readonly name: string,
    /** Whether another app declares it. */
    public readonly elsewhere: boolean,
    /** Its namespace, if not the callee's. */
    public readonly namespace?: string,
  ) {}
}

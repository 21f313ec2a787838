import { madeOf, optionOf } from '../validation/options';

/** Options of a caller. */
export interface CallerOptions {
  /**
   * Its namespace.
   *
   * @default - the namespace of the workload that it calls
   */
  readonly namespace?: string;
}

/** Options of a caller that another app declares. */
export interface ExternalCallerOptions {
  /**
   * The labels of its pods, by which network policies know them.
   *
   * @default - `app.kubernetes.io/name` with its name, as the pods of all workloads have it but for some that were adopted
   */
  readonly podLabels?: { [label: string]: string };
}

/** Callers that are no workloads of this library. */
export interface PodCallerOptions extends CallerOptions {
  /** The labels of their pods. */
  readonly labels: { [label: string]: string };
}

/** A workload that may call another one. */
export class Caller {
  /** A workload of this app, by name. The synth fails if the app has no such workload. */
  public static workload(name: string, options: CallerOptions = {}): Caller {
    return madeOf(new Caller(name, false, optionOf(options, 'namespace')), options, ['namespace']);
  }

  /** A workload of the same cluster that another app declares. */
  public static external(name: string, namespace: string, options?: ExternalCallerOptions): Caller {
    return madeOf(new Caller(name, true, namespace, optionOf(options, 'podLabels')), options, ['podLabels']);
  }

  /**
   * Pods that are not workloads of this library, by their labels: those of a Helm chart, for example. They have no identity. On a
   * cluster with identity they call only where `traffic.plaintext` lets them in.
   */
  public static pods(options: PodCallerOptions): Caller {
    const made = new Caller('', true, optionOf(options, 'namespace'), optionOf(options, 'labels') ?? {});
    return madeOf(made, options, ['labels', 'namespace']);
  }

  private constructor(
    /** Empty of pods that are no workload. */
    public readonly name: string,
    /** Whether it is not declared in this app. */
    public readonly elsewhere: boolean,
    /** Its namespace, if not the callee's. */
    public readonly namespace?: string,
    /** The labels of its pods, if these are not those of a workload. */
    public readonly podLabels?: { [label: string]: string },
  ) {}
}

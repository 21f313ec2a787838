import { copyOf } from '../validation/look';
import { madeOf, optionOf } from '../validation/options';

/** How callers reach ports without a certificate. */
export interface PlaintextOptions {
  /**
   * The numbers under which the Service shows them meanwhile, by the names of the ports: those that callers use now.
   *
   * @default - 80 of a web service's main port, and the port's own number of others
   */
  readonly servicePorts?: { [port: string]: number };
}

/**
 * Lets callers in without a certificate, for as long as some of them still move to the platform: the network policy opens the
 * ports themselves, past the proxy, and the Service shows them beside those of the proxy. It lets in nobody else. Whoever the
 * policy lets in may then say in a header what the proxy says otherwise, so that an application must not believe who calls.
 *
 * The synth warns of each workload that has it. After the day it fails.
 */
export class Plaintext {
  /**
   * @param day the last one, such as `2026-12-31`. The current day comes from the Platform (`today`), never from the clock.
   */
  public static until(day: string, options?: PlaintextOptions): Plaintext {
    return madeOf(new Plaintext(day, copyOf(optionOf(options, 'servicePorts') ?? {})), options, ['servicePorts']);
  }

  private constructor(
    /** The last day. */
    public readonly lastDay: string,
    /** @internal */
    public readonly _servicePorts: { [port: string]: number },
  ) {}
}

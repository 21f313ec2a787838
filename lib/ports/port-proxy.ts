import { shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { valueObject } from '../validation/value-object';

/** Whether the proxy of a cluster with identity stands in front of a port. */
export class PortProxy {
  /**
   * No proxy: callers reach the application itself, also on a cluster with identity. Only the NetworkPolicy then decides who
   * does, by address; nothing is encrypted but by the application. For software that brings its own TLS, or whose protocol no
   * proxy speaks. On such a cluster an annotation of the pods, `pinterest.com/unproxied-ports`, shows the reason.
   *
   * @param reason why, in one line
   */
  public static none(reason: string): PortProxy {
    return new PortProxy(reason);
  }

  private constructor(
    /** Why there is none. */
    public readonly reason: string,
  ) {}
}

const FIX = 'Write for example PortProxy.none("PostgreSQL has its own TLS").';

export const PROXY_SHAPE = valueObject('reason', shape({
  reason: text(KINDS.line, { fix: 'Write in one line why the proxy cannot stand before the port.' }),
}, FIX), FIX);

import { Caller } from './caller';
import { CALLERS_SHAPE } from './caller-shape';
import { AS_IT_IS, eachOf, flat, having, listOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { memberOf } from '../validation/look';
import { valueObject } from '../validation/value-object';
import { isList } from '../validation/words';

/** Sources that need no further word. @internal */
export enum AnySource { PEERS, MONITORING, EVERY_POD, API_SERVER, WORLD }

/** Who may reach a port. Immutable: `plus` returns a new value. The kubelet of its node always reaches a pod. */
export class PortAccess {
  /** The `callers` of the workload. */
  public static readonly CALLERS = new PortAccess([], true);

  /** The other pods of the workload. */
  public static readonly PEERS = new PortAccess([AnySource.PEERS]);

  /** The pods of the cluster's `monitoringNamespace`. They come to the application itself, also past a proxy. */
  public static readonly MONITORING = new PortAccess([AnySource.MONITORING]);

  /** Nobody but the kubelet: for probes and hooks. The port is in no Service. */
  public static readonly KUBELET = new PortAccess([]);

  /** The API server, for webhooks: from the `apiServerRanges` of the cluster. */
  public static readonly API_SERVER = new PortAccess([AnySource.API_SERVER]);

  /** Every pod of the cluster. Through the proxy of a cluster with identity: every pod that has a certificate. */
  public static readonly EVERY_POD = new PortAccess([AnySource.EVERY_POD]);

  /** Everybody, from inside and outside the cluster. */
  public static readonly WORLD = new PortAccess([AnySource.WORLD]);

  /** These workloads, and not the `callers` of the workload, unless `CALLERS` are added. */
  public static callers(...own: Caller[]): PortAccess {
    return new PortAccess([], false, someOf(own));
  }

  /** Every pod of these namespaces. Through the proxy of a cluster with identity: every pod there that has a certificate. */
  public static namespaces(...names: string[]): PortAccess {
    return new PortAccess([], false, [], someOf(names));
  }

  /** Ranges of addresses, such as `10.0.0.0/8`: load balancers, ingress controllers on the node's network, health checks. */
  public static ranges(...cidr: string[]): PortAccess {
    return new PortAccess([], false, [], [], someOf(cidr));
  }

  private constructor(
    /** @internal */
    public readonly _any: AnySource[],
    /** Whether the callers of the workload are among them. @internal */
    public readonly _callers: boolean = false,
    /** @internal */
    public readonly _own: Caller[] = [],
    /** @internal */
    public readonly _namespaces: string[] = [],
    /** @internal */
    public readonly _ranges: string[] = [],
    /** What plain JavaScript has added that is no access. @internal */
    public readonly _wrong: unknown[] = [],
  ) {}

  /** Those of this access, and those of another one. */
  public plus(other: PortAccess): PortAccess {
    const added = isAccess(other) ? other : new PortAccess([], false, [], [], [], [other]);
    const { _any, _callers, _own, _namespaces, _ranges, _wrong } = added;
    return new PortAccess(
      union(this._any, _any), this._callers || _callers, union(this._own, _own), union(this._namespaces, _namespaces),
      union(this._ranges, _ranges), [...this._wrong, ..._wrong],
    );
  }

  /** Whether a source is among them. @internal */
  public _has(source: AnySource): boolean {
    return this._any.includes(source);
  }

  /** Whether pods may reach it that have a certificate where there are any. @internal */
  public get _certified(): boolean {
    return this._callers || this._own.length > 0 || this._namespaces.length > 0 || this._has(AnySource.EVERY_POD);
  }

  /** Whether somebody may reach it who never has a certificate of the cluster. @internal */
  public get _uncertified(): boolean {
    return this._ranges.length > 0 || this._has(AnySource.WORLD) || this._has(AnySource.API_SERVER);
  }

  /** Whether it is for monitoring alone. @internal */
  public get _monitoringOnly(): boolean {
    return this._any.length === 1 && this._has(AnySource.MONITORING) && !this._certified && !this._uncertified;
  }

  /** Whether it is for the callers of the workload alone. @internal */
  public get _callersOnly(): boolean {
    return this._callers && this._own.length + this._namespaces.length + this._any.length === 0 && !this._uncertified;
  }

  /** Whether it is for the pods of the workload alone. @internal */
  public get _peersOnly(): boolean {
    return this._any.length === 1 && this._has(AnySource.PEERS) && !this._certified && !this._uncertified;
  }

  /** Whether it is for nobody but the kubelet. @internal */
  public get _nobody(): boolean {
    return this._any.length === 0 && !this._certified && !this._uncertified;
  }
}

function union<T>(some: T[], others: T[]): T[] {
  return [...new Set([...some, ...others])];
}

function isAccess(value: unknown): value is PortAccess {
  return isList(memberOf(value, '_any'));
}

/** An empty list is a mistake, and would be the kubelet alone: its missing first item is refused. */
function someOf<T>(list: T[]): T[] {
  return list.length > 0 ? list : [undefined as T];
}

const FIX = 'Write for example PortAccess.CALLERS.plus(PortAccess.MONITORING).';
const NAMESPACES = listOf(text(KINDS.label, { fix: 'Write the name of a namespace.' }));
const RANGES = listOf(text(KINDS.cidr));

export const ACCESS_SHAPE: Rule = valueObject('_any', shape({
  _any: AS_IT_IS,
  _own: optional(flat(CALLERS_SHAPE)),
  _namespaces: optional(flat(NAMESPACES)),
  _ranges: optional(flat(RANGES)),
  _wrong: optional(flat(eachOf(having('_any', 'a PortAccess', 'PortAccess.MONITORING')))),
}, FIX), FIX);

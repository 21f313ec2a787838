import { plainValue } from './plain-value';
import { RecordedInheritance, recordedInheritance } from './recorded-inheritance';
import { recordedOrigin, RecordedOrigin } from './recorded-origin';
import { PodItem } from '../pod/pod-item';
import { propertyPlacesOf, SourcePlace, sourcePlaceOf } from '../tree/source-place';
import { Registered } from '../workloads/registry';

/** A workload of an app. */
export interface RecordedWorkload {
  /** The path of its construct. */
  readonly path: string;

  /** Such as `PinterestService`. */
  readonly kind: string;

  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;

  /** Its channel, such as `stable`. */
  readonly channel: string;

  /** The release of the runtime that it has. */
  readonly release: string;

  /** The team that owns it. */
  readonly team: string;

  /** How the team is reached. */
  readonly contact: string;

  /** Its SPIFFE id; it counts where the cluster has an identity. */
  readonly spiffeId: string;

  /**
   * What its author wrote: the properties of the construct. An object of a class has its name as `class`, and its fields.
   */
  readonly properties: any;

  /**
   * Where it is made in the source.
   *
   * @default - unknown, as for a program in Python, Java or Go
   */
  readonly place?: SourcePlace;

  /**
   * Where its properties are written, by their paths such as `container.image`: `{ line, column }` in the same file.
   *
   * @default - unknown, as for a program
   */
  readonly places?: any;

  /**
   * What it has from its chart and its cluster.
   *
   * @default - unknown
   */
  readonly inherited?: RecordedInheritance[];

  /** Who may call it, as it declares them itself. */
  readonly callers: RecordedPeer[];

  /** What it calls. */
  readonly calls: RecordedCall[];

  /** What is in its pods, in its order, and who put it there; empty if the app has problems. */
  readonly items: RecordedItem[];
}

/** A workload that calls another one, or is called. */
export interface RecordedPeer {
  /**
   * Its name; empty of pods that are no workload.
   */
  readonly name: string;

  readonly namespace: string;
}

/** A call of a workload. */
export interface RecordedCall {
  /** By which the workload names it. */
  readonly name: string;

  readonly host: string;
  readonly port: number;

  /** The SPIFFE id that the callee must show. */
  readonly spiffeId: string;

  /** The variable in which the application finds the address. */
  readonly variable: string;
}

/** One thing in the pods of a workload. */
export interface RecordedItem {
  /** What it is: `container`, `variable`, `volume`, `mount`, `label`, `annotation` or `patch`. */
  readonly type: string;

  /** Its name, the path of a mount, or what a patch does: `add /hostAliases`. */
  readonly name: string;

  /**
   * The container to which it belongs.
   *
   * @default - the pod itself
   */
  readonly container?: string;

  /** Who put it there. */
  readonly origin: RecordedOrigin;
}

/** @param withItems whether the pods can be looked at: the app has no problems */
export function recordedWorkload(registered: Registered, withItems: boolean): RecordedWorkload {
  const { construct, intent, channel, props, callers = [] } = registered;
  const { kind, cluster, namespace, name, release, owner, spiffeId, calls } = intent;
  const { podItems = [] } = withItems ? construct as { readonly podItems?: PodItem[] } : {};
  return {
    path: construct.node.path,
    kind,
    cluster: cluster.name,
    namespace,
    name,
    channel: channel.name,
    release,
    team: owner.team,
    contact: owner.contact,
    spiffeId,
    properties: plainValue(props),
    place: sourcePlaceOf(construct),
    places: propertyPlacesOf(construct),
    inherited: recordedInheritance(construct),
    callers: callers.map(caller => ({ name: caller.name, namespace: caller.namespace })),
    calls: calls.map(call => ({
      name: call.name, host: call.host, port: call.port, spiffeId: call.spiffeId, variable: call.variable,
    })),
    items: podItems.map(({ type, name: item, container, origin }) => ({
      type, name: item, container, origin: recordedOrigin(origin),
    })),
  };
}

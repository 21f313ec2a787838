import { IConstruct } from 'constructs';
import { Attachment } from './attachment';
import { scopeOf } from './scope';
import { asString } from '../validation/words';

/** Who can add something to pods and to the construct tree. */
export enum OriginType {
  /** The author of the app. */
  USER = 'user',
  /** A kind of workload, from the options that its user sets. */
  KIND = 'kind',
  /** A component of a runtime release. */
  COMPONENT = 'component',
  /** What the platform needs in every pod, or on a cluster. */
  PLATFORM = 'platform',
  /** A JSON patch of a pod. */
  PATCH = 'patch',
}

const ORIGIN = new Attachment<Origin>('Origin');

/** Who put something into a pod, or an object into the construct tree. */
export class Origin {
  /** The author of the app. */
  public static user(): Origin {
    return Origin.USER;
  }

  /** A kind of workload, such as `PinterestService`. */
  public static kind(name: string): Origin {
    return new Origin(OriginType.KIND, name);
  }

  /** A component of a runtime release. */
  public static component(name: string, release: string): Origin {
    return new Origin(OriginType.COMPONENT, name, release);
  }

  /** What the platform needs in every pod, or on a cluster. */
  public static platform(): Origin {
    return Origin.PLATFORM;
  }

  /**
   * A JSON patch of a pod.
   *
   * @param number which of the pod's patches, from 1
   */
  public static patch(number: number): Origin {
    return new Origin(OriginType.PATCH, undefined, undefined, number);
  }

  /** Who put a construct into the tree, such as an object of a workload or one that a component added beside it. */
  public static of(construct: IConstruct): Origin {
    return ORIGIN.of(scopeOf(construct, 'Origin.of', 'construct')) ?? Origin.USER;
  }

  private static readonly USER = new Origin(OriginType.USER);
  private static readonly PLATFORM = new Origin(OriginType.PLATFORM);

  private constructor(
    public readonly type: OriginType,
    /** Name of the kind or of the component. */
    public readonly name?: string,
    /** The release of the component. */
    public readonly release?: string,
    /** Number of the patch, from 1. */
    public readonly number?: number,
  ) {}

  /** In words: `the component traffic of the release 2026.11`. */
  public toString(): string {
    switch (this.type) {
      case OriginType.USER: return 'the user';
      case OriginType.KIND: return `the kind ${asString(this.name)}`;
      case OriginType.COMPONENT: return `the component ${asString(this.name)} of the release ${asString(this.release)}`;
      case OriginType.PLATFORM: return 'the platform';
      case OriginType.PATCH: return `patch ${asString(this.number)}`;
    }
  }

  /** Makes this the origin of a construct, and of those below it that have none of their own. @internal */
  public _attachTo(construct: IConstruct): void {
    ORIGIN.attach(construct, this);
  }
}

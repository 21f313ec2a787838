import { Origin, OriginType } from '../tree/origin';

/** Who made an object, or put something into a pod. */
export interface RecordedOrigin {
  readonly type: OriginType;

  /**
   * The name of the kind or of the component.
   *
   * @default - it has none
   */
  readonly name?: string;

  /**
   * The release of the component.
   *
   * @default - it is no component
   */
  readonly release?: string;

  /** The same in words: `the component traffic of the release 2026.11`. */
  readonly text: string;
}

export function recordedOrigin(origin: Origin): RecordedOrigin {
  const { type, name, release } = origin;
  return { type, name, release, text: `${origin}` };
}

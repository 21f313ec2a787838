import { RecordedOrigin } from './recorded-origin';

/** A field of an object, who has decided it, and why. It stands for all that is in it, but for what has an entry of its own. */
export interface RecordedField {
  /** Where it is, as a JSON pointer: `/spec/replicas`. The empty one is the object itself: why it is there at all. */
  readonly pointer: string;

  /** Who has put it there. */
  readonly origin: RecordedOrigin;

  /** The properties of the workload that have decided it, as its author wrote them, by their paths: `container.image`. */
  readonly properties: string[];

  /** All properties that can decide it, written or not; `*` is almost any. */
  readonly settable: string[];

  /**
   * What the workload has from above by which it is as it is: `chart.owner`, `cluster.region`.
   *
   * @default - nothing
   */
  readonly inherited?: string[];

  /**
   * Why it is there, as half a sentence.
   *
   * @default - nobody says it, as for what the author has made himself
   */
  readonly why?: string;
}

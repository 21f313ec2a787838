/** What somebody says of a document: the program without a server, or a server. */
export interface Answer {
  /** Why it is refused. Empty if it is taken. */
  readonly refusals: string[];
  readonly warnings: string[];
  /** The object as it would be stored. */
  readonly stored?: any;
  /** It knows no such kind. */
  readonly unjudged?: string;
}

/** A component of the runtime, as far as a release knows it: each is a `Component` of the module `runtime`. */
export interface IReleaseComponent {
  /** Unique in a release, such as `traffic`. */
  readonly name: string;
}

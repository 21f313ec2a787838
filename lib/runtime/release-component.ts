/** A component of a release. It must extend `Component` of the module `runtime`. */
export interface IReleaseComponent {
  /** Its name, unique in a release, such as `traffic`. */
  readonly name: string;
}

/**
 * Something that a workload requires from one component, such as a data set or a secret.
 *
 * A component of your own extends this class with the settings that it needs, and finds its own among the workload's
 * `requirements`: in TypeScript by `instanceof`, in Python by `isinstance`. The library's own
 * components use methods such as `SecretFile.among(requirements)`.
 */
export abstract class Requirement {
  /** @param component name of the component that provides it */
  protected constructor(public readonly component: string) {}
}

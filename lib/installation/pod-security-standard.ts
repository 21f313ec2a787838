/** A Pod Security Standard: what pods of a namespace may do. */
export enum PodSecurityStandard {
  /** What all workloads of this library keep to, but for daemons that ask for access to their node. */
  RESTRICTED = 'restricted',
  /** Also as root, with the capabilities that container runtimes give. */
  BASELINE = 'baseline',
  /** Anything. */
  PRIVILEGED = 'privileged',
}

/**
 * When a component acts: components run in the order of their phases, and so do the init containers
 * and sidecars that they add. What an earlier phase provides, a later one may use.
 */
export enum Phase {
  /** Variables and labels. */
  ENVIRONMENT = 'environment',
  /** Certificates and keys. */
  IDENTITY = 'identity',
  /** Secrets, fetched with the identity. */
  SECRETS = 'secrets',
  /** Files that must be there before the application starts. */
  DEPENDENCIES = 'dependencies',
  /** Proxies. */
  TRAFFIC = 'traffic',
  /** How clients find the pods. */
  DISCOVERY = 'discovery',
  /** Logs, metrics, traces. */
  TELEMETRY = 'telemetry',
}

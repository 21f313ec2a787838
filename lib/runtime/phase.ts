/**
 * When a component acts. Components run in the order of their phases, and so do the init containers and sidecars that they
 * add. A later phase may use what an earlier one provides.
 */
export enum Phase {
  /** Variables and labels. */
  ENVIRONMENT = 'environment',
  /** Certificates and keys. */
  IDENTITY = 'identity',
  /** Secrets, fetched with the identity. */
  SECRETS = 'secrets',
  /** Files that the application needs when it starts. */
  DEPENDENCIES = 'dependencies',
  /** Proxies. */
  TRAFFIC = 'traffic',
  /** How clients find the pods. */
  DISCOVERY = 'discovery',
  /** Logs, metrics, traces. */
  TELEMETRY = 'telemetry',
}

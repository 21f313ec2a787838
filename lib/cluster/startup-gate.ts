
/**
 * Keeps workloads off a node until the daemons of their release are ready on it.
 *
 * PlatformRuntime installs the gate. Configure your nodes to register with the taint `pinterest.com/startup:NoSchedule`,
 * which the gate removes: see images/node-gate.
 */
export interface StartupGate {
  /**
   * The image of the gate: images/node-gate of this library.
   *
   * @default - `node-gate:2026.11` in the platform's `imageRegistry`
   */
  readonly image?: string;
}

import { DOMAIN } from '../labels/domain';

/**
 * Keeps workloads off a node until the daemons of their release are ready on it.
 *
 * PlatformRuntime installs the gate; whatever makes the nodes starts them with the taint `pinterest.com/startup:NoSchedule`,
 * which the gate removes: see images/node-gate.
 */
export interface StartupGate {
  /** The image of the gate: images/node-gate of this library. */
  readonly image: string;
}

/** The key of the taint with which a node starts. */
export const STARTUP_TAINT = `${DOMAIN}/startup`;

/** Before a release's name: the label of the nodes on which its daemons are ready. */
export const READY_NODE_LABELS = `runtime.${DOMAIN}/`;

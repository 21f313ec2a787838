import { Taint } from '../requirements/toleration';

/** Nodes of a cluster that are alike, by a name that workloads know: `Placement.pool('gpu')`. */
export interface NodePool {
  /** Its name, such as `gpu`. */
  readonly name: string;

  /** Labels that all of its nodes have, and no others. */
  readonly labels: { [label: string]: string };

  /**
   * Taints of its nodes, which workloads of the pool tolerate.
   *
   * @default - none
   */
  readonly taints?: Taint[];
}

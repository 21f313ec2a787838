import { PercentOrAbsolute } from 'cdk8s-plus-27';
import type { DaemonSetUpdateStrategy } from 'kubernetes-types/apps/v1';
import { must, Problem } from '../validation/problem';

/** How a daemon moves to a new version, node by node. */
export class DaemonUpdate {
  /** A node's old pod ends before its new one starts; so many nodes, or such a share of them, are without at a time. */
  public static unavailable(share: PercentOrAbsolute): DaemonUpdate {
    return new DaemonUpdate(share, false);
  }

  /**
   * A node's new pod is ready before its old one ends; so many nodes, or such a share of them, have two at a time.
   * Not with ports of the node.
   */
  public static surge(share: PercentOrAbsolute): DaemonUpdate {
    return new DaemonUpdate(share, true);
  }

  private constructor(
    public readonly share: PercentOrAbsolute,
    /** Whether a new pod starts beside the old one. */
    public readonly surges: boolean,
  ) {}
}

export function updateStrategy({ share, surges }: DaemonUpdate): DaemonSetUpdateStrategy {
  const [maxSurge, maxUnavailable] = surges ? [share.value, 0] : [0, share.value];
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

/** @param nodePorts the ports that a pod takes of its node, so that a second one finds no room beside it */
export function updateProblems({ share, surges }: DaemonUpdate, nodePorts: number[]): Problem[] {
  const { value } = share;
  const percent = typeof value === 'string' ? Number(value.replace('%', '')) : undefined;
  const amount = percent ?? value;
  return [
    ...must(Number.isInteger(amount) && amount >= 1 && (percent === undefined || percent <= 100), {
      field: 'update',
      value,
      rule: 'must be a whole number of nodes of at least 1, or 1 to 100 per cent',
      fix: 'Write for example PercentOrAbsolute.percent(10).',
    }),
    ...must(!surges || nodePorts.length === 0, () => ({
      field: 'update',
      value: 'surge',
      rule: `would start a second pod on a node where the first has the port ${nodePorts.join(', ')}`,
      fix: 'Write DaemonUpdate.unavailable, or give up the port of the node.',
    })),
  ];
}

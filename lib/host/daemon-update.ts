import { PercentOrAbsolute } from 'cdk8s-plus-27';
import type { DaemonSetUpdateStrategy } from 'kubernetes-types/apps/v1';
import { having, Rule, shape } from '../validation/judge';
import { must, Problem } from '../validation/problem';
import { BOOLEAN } from '../validation/scalars';

/** How a daemon moves to a new version, node by node. */
export class DaemonUpdate {
  /** Not by itself: a node's pod gets the new version once somebody has deleted the old one. */
  public static readonly ON_DELETE = new DaemonUpdate(PercentOrAbsolute.absolute(1), false, true);

  /** A node's old pod ends before its new one starts; `share` is how many nodes may be without a pod at a time. */
  public static unavailable(share: PercentOrAbsolute): DaemonUpdate {
    return new DaemonUpdate(share, false);
  }

  /**
   * A node's new pod is ready before its old one ends; `share` is how many nodes may have two pods at a time.
   * Not possible with host ports.
   */
  public static surge(share: PercentOrAbsolute): DaemonUpdate {
    return new DaemonUpdate(share, true);
  }

  private constructor(
    public readonly share: PercentOrAbsolute,
    /** Whether a new pod starts beside the old one. */
    public readonly surges: boolean,
    /** Whether pods are replaced only once they have been deleted. */
    public readonly waits: boolean = false,
  ) {}
}

export function updateStrategy({ share, surges, waits }: DaemonUpdate): DaemonSetUpdateStrategy {
  if (waits) return { type: 'OnDelete' };
  const [maxSurge, maxUnavailable] = surges ? [share.value, 0] : [0, share.value];
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

/** @param nodePorts the pod's host ports, which a second pod on the node cannot get */
export function updateProblems({ share, surges }: DaemonUpdate, nodePorts: number[]): Problem[] {
  const { value } = share;
  const percent = typeof value === 'string' ? Number(value.replace('%', '')) : undefined;
  const amount = percent ?? value;
  return [
    ...must(Number.isInteger(amount) && amount >= 1 && (percent === undefined || percent <= 100), {
      field: 'update',
      value,
      rule: 'must be a whole number of nodes, at least 1, or 1 to 100 %',
      fix: 'Write for example PercentOrAbsolute.percent(10).',
    }),
    ...must(!surges || nodePorts.length === 0, () => ({
      field: 'update',
      value: 'surge',
      rule: `would start a second pod on a node while the first one has the host port ${nodePorts.join(', ')}`,
      fix: 'Write DaemonUpdate.unavailable, or remove the host port.',
    })),
  ];
}

const EXAMPLE = 'DaemonUpdate.unavailable(PercentOrAbsolute.absolute(1))';
const UPDATE_SHAPE = shape({
  share: having('value', 'a PercentOrAbsolute', 'PercentOrAbsolute.absolute(1)'), surges: BOOLEAN,
}, `Write for example ${EXAMPLE}.`);

/** One without share is as if it were left out. */
export const UPDATE_RULE: Rule = (value, field, problems) => {
  const update = UPDATE_SHAPE(value, field, problems) as DaemonUpdate | undefined;
  return update?.share === undefined ? undefined : update;
};

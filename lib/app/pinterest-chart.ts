import { Chart, ChartProps } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { expiryLabels } from '../labels/expiry';
import { Owner, ownerProblems } from '../labels/owner';
import { EXPIRY, expiryFindings } from '../platform/expiry';
import { OWNER } from '../resources/ownership';
import { reportFindings } from '../validation/findings';
import { report } from '../validation/problem';

/** Properties of a PinterestChart. */
export interface PinterestChartProps extends ChartProps {
  /** Who is responsible for the workloads of the chart. */
  readonly owner: Owner;

  /**
   * The last day on which it is needed, such as `2026-12-31`: temporary work, which a garbage collector may remove afterwards.
   * All objects of the chart are labelled with it.
   *
   * @default - it does not expire
   */
  readonly expires?: string;
}

/** A chart whose workloads have an owner; one file of the output. */
export class PinterestChart extends Chart {
  /** The owner of the nearest PinterestChart at or above a scope. */
  public static ownerOf(scope: IConstruct): Owner | undefined {
    return OWNER.of(scope);
  }

  public readonly owner: Owner;

  constructor(scope: Construct, id: string, props: PinterestChartProps) {
    const { owner, expires, labels } = props ?? {};
    super(scope, id, { ...props, labels: { ...labels, ...expiryLabels(expires) } });
    // What is missing is reported and stood in for, so that building goes on.
    this.owner = { team: owner?.team ?? 'unknown', contact: owner?.contact ?? 'unknown' };
    OWNER.attach(this, this.owner);
    if (expires !== undefined) EXPIRY.attach(this, expires);
    report(this, ...ownerProblems(owner));
    reportFindings(this, expiryFindings(this, expires));
  }
}

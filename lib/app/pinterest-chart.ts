import { Chart, ChartProps } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Owner, ownerProblems } from '../platform/owner';
import { report } from '../validation/problem';

/** Properties of a PinterestChart. */
export interface PinterestChartProps extends ChartProps {
  /** Who answers for the workloads of the chart. */
  readonly owner: Owner;
}

const OWNER = Symbol.for('cdk8s-pinterest.Owner');

/** A chart whose workloads have an owner; one file of the output. */
export class PinterestChart extends Chart {
  /** The owner of the nearest PinterestChart at or above a scope. */
  public static ownerOf(scope: IConstruct): Owner | undefined {
    for (const node of [...scope.node.scopes].reverse()) {
      const owner = (node as unknown as Record<symbol, Owner | undefined>)[OWNER];
      if (owner) return owner;
    }
    return undefined;
  }

  public readonly owner: Owner;

  constructor(scope: Construct, id: string, props: PinterestChartProps) {
    super(scope, id, props);
    this.owner = props.owner;
    Object.defineProperty(this, OWNER, { value: props.owner });
    report(this, ...ownerProblems(props.owner));
  }
}

import { Chart, ChartProps } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { expiryLabels } from '../labels/expiry';
import { Owner, OWNER_SHAPE } from '../labels/owner';
import { ClusterStage } from '../platform/cluster-stage';
import { EXPIRY, expiryWarnings } from '../platform/expiry';
import { useNamespace } from '../platform/used-namespaces';
import { OWNER } from '../resources/ownership';
import { idProblems, usableId } from '../tree/construct-id';
import { scopeOf } from '../tree/scope';
import { rememberPlace } from '../tree/source-place';
import { emptyOr, judge, mapOf, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { report } from '../validation/problem';
import { BOOLEAN } from '../validation/scalars';
import { warn } from '../validation/warning';

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

const SHAPE = shape({
  owner: OWNER_SHAPE,
  namespace: optional(text(KINDS.label, { fix: 'Write for example "shop".' })),
  labels: optional(mapOf(KINDS.labelKey, emptyOr(text(KINDS.labelValue)))),
  expires: optional(text(KINDS.day, { standIn: () => '9999-12-31' })),
  disableResourceNameHashes: optional(BOOLEAN),
}, 'Write { owner: { team, contact } }.', { owner: { team: 'unknown', contact: 'unknown' } });

/** A chart whose workloads have an owner; one file of the output. */
export class PinterestChart extends Chart {
  /** The owner of the nearest PinterestChart at or above a scope. */
  public static ownerOf(scope: IConstruct): Owner | undefined {
    return OWNER.of(scopeOf(scope, 'PinterestChart.ownerOf'));
  }

  public readonly owner: Owner;

  constructor(scope: Construct, id: string, props: PinterestChartProps) {
    // What is missing or wrong is reported and stood in for, so that building goes on.
    const { value, problems } = judge(props, SHAPE);
    const { owner, expires, labels } = value;
    super(scope, usableId(scope, id), { ...value, labels: { ...labels, ...expiryLabels(expires) } });
    rememberPlace(this);
    this.owner = owner;
    OWNER.attach(this, this.owner);
    if (expires !== undefined) EXPIRY.attach(this, expires);
    const cluster = ClusterStage.clusterOf(this);
    if (cluster && this.namespace !== undefined) useNamespace(this, cluster.name, this.namespace);
    report(this, ...idProblems('id', id, 'pinboard'), ...problems);
    warn(this, ...expiryWarnings(this, expires));
  }
}

import { Chart } from 'cdk8s';
import { ClusterStage } from '../platform/cluster-stage';
import { Platform } from '../platform/platform';
import { OWNER } from '../resources/ownership';

/** Where the objects of a chart go: those of two places do not meet. */
export interface Place {
  readonly id: string;
  readonly what: 'cluster' | 'chart';
}

/** To its cluster; a chart of cdk8s in an app without platform goes somewhere that only its author knows. */
export function placeOf(chart: Chart): Place {
  const cluster = ClusterStage.clusterOf(chart);
  const isKnown = Platform.of(chart) !== Platform.embedded() || OWNER.of(chart) !== undefined;
  return cluster && isKnown
    ? { id: `cluster ${cluster.name}`, what: 'cluster' } : { id: `chart ${chart.node.path}`, what: 'chart' };
}

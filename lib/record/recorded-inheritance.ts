import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { plainValue } from './plain-value';
import { ClusterStage } from '../platform/cluster-stage';
import { EXPIRY } from '../platform/expiry';
import { OWNER } from '../resources/ownership';
import { Attachment } from '../tree/attachment';
import { placeOfObject, propertyPlacesOf, SourcePlace, sourcePlaceOf } from '../tree/source-place';

/** A value that a workload has from what is above it: its chart, or the cluster on which it is. */
export interface RecordedInheritance {
  /** By which fields name it: `chart.owner`, `cluster.region`. */
  readonly property: string;

  readonly value: any;

  /** Whose it is, in words: `the chart prod-east/pinboard`. */
  readonly of: string;

  /**
   * Where that is made in the source.
   *
   * @default - unknown, as for a program in Python, Java or Go, or in a package
   */
  readonly place?: SourcePlace;

  /**
   * Where its properties are written, by their paths such as `owner`: `{ line, column }` in the same file.
   *
   * @default - unknown, as for a program
   */
  readonly places?: any;
}

const OF_CLUSTER = ['name', 'environment', 'region', 'gateway', 'ingress'] as const;

/** What a workload has from above, whether it has written something else itself or not. */
export function recordedInheritance(workload: IConstruct): RecordedInheritance[] {
  const chart = Chart.of(workload);
  const cluster = ClusterStage.clusterOf(workload);
  return [
    ...attached(OWNER, 'owner', workload),
    ...attached(EXPIRY, 'expires', workload),
    ...ofConstruct('namespace', chart.namespace, chart),
    ...ofConstruct('labels', Object.keys(chart.labels).length > 0 ? chart.labels : undefined, chart),
    ...OF_CLUSTER.flatMap(name => cluster?.[name] === undefined ? [] : [{
      property: `cluster.${name}`,
      value: plainValue(cluster[name]),
      of: `the cluster ${cluster.name}`,
      place: placeOfObject(cluster),
    }]),
  ];
}

/** That of the nearest chart which has it. */
function attached<T>(attachment: Attachment<T>, name: string, workload: IConstruct): RecordedInheritance[] {
  const from = [...workload.node.scopes].reverse().find(each => attachment.own(each) !== undefined);
  return from === undefined ? [] : ofConstruct(name, attachment.own(from), from);
}

function ofConstruct(name: string, value: unknown, from: IConstruct): RecordedInheritance[] {
  return value === undefined ? [] : [{
    property: `chart.${name}`,
    value: plainValue(value),
    of: `the chart ${from.node.path}`,
    place: sourcePlaceOf(from),
    places: propertyPlacesOf(from),
  }];
}

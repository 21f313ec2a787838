import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { RecordedField } from './recorded-field';
import { recordedOrigin, RecordedOrigin } from './recorded-origin';
import { withoutSecrets } from './secret-values';
import { ClusterStage } from '../platform/cluster-stage';
import { PlannedDocument } from '../synthesis/plan';
import { chartOf } from '../synthesis/tree';
import { objectPatches } from '../tree/object-patches';
import { Origin } from '../tree/origin';

/** An object as it is written, and who made it. */
export interface RecordedDocument {
  /** The file in which it is, by its path in the output folder. */
  readonly file: string;

  /** The path of its construct. */
  readonly path: string;

  /** The path of its chart. */
  readonly chart: string;

  /**
   * The cluster on which it is applied.
   *
   * @default - its chart is on no cluster
   */
  readonly cluster?: string;

  /**
   * The path of the workload to which it belongs.
   *
   * @default - it belongs to none
   */
  readonly workload?: string;

  /**
   * Such as `apps/v1`.
   *
   * @default - it has none
   */
  readonly apiVersion?: string;

  /**
   * Such as `Deployment`.
   *
   * @default - it has none
   */
  readonly kind?: string;

  /**
   * Its name.
   *
   * @default - it has none
   */
  readonly name?: string;

  /**
   * Its namespace.
   *
   * @default - it has none, or gets the one in which it is applied
   */
  readonly namespace?: string;

  /** Who made it. */
  readonly origin: RecordedOrigin;

  /** What JSON patches of the object do, in their order: `replace /spec/replicas`. */
  readonly patches: string[];

  /** What it says. Of a Secret, without its values. */
  readonly content: any;

  /**
   * Who has decided its fields, and why; first the object itself.
   *
   * @default - nobody has asked: `CDK8S_PINTEREST_RECORD_EXPLAIN` names a workload, such as `pinboard/api`
   */
  readonly fields?: RecordedField[];
}

/** @param workloads those of the app */
export function recordedDocument(file: string, document: PlannedDocument, workloads: ReadonlySet<IConstruct>): RecordedDocument {
  const { construct, apiVersion, kind, name, namespace } = document;
  const patches = ApiObject.isApiObject(construct) ? objectPatches(construct).map(patch => patch._toJson()) : [];
  return {
    file,
    path: construct.node.path,
    chart: chartOf(construct)?.node.path ?? '',
    cluster: ClusterStage.clusterOf(construct)?.name,
    workload: workloadOf(construct, workloads)?.node.path,
    apiVersion,
    kind,
    name,
    namespace,
    origin: recordedOrigin(Origin.of(construct)),
    patches: patches.map(({ op, path }: { op: string; path: string }) => `${op} ${path}`),
    content: withoutSecrets(document._content),
  };
}

/** The nearest one at or above a construct. */
function workloadOf(construct: IConstruct, workloads: ReadonlySet<IConstruct>): IConstruct | undefined {
  let at: IConstruct | undefined = construct;
  while (at && !workloads.has(at)) at = at.node.scope;
  return at;
}

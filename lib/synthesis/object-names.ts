import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { PlannedDocument } from './plan';
import { findingOf } from './refuse';
import { ClusterStage } from '../platform/cluster-stage';
import { Platform } from '../platform/platform';
import { OWNER } from '../resources/ownership';
import { Finding } from '../validation/finding';

/** Kinds of Kubernetes whose objects are in no namespace. */
const WITHOUT_NAMESPACE = new Set([
  'APIService', 'ClusterRole', 'ClusterRoleBinding', 'CSIDriver', 'CustomResourceDefinition', 'IngressClass',
  'MutatingWebhookConfiguration', 'Namespace', 'PersistentVolume', 'PriorityClass', 'RuntimeClass', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
]);

/** Which objects there are: two of one name on a cluster would overwrite each other. */
export class ObjectNames {
  private readonly first = new Map<string, IConstruct>();
  private readonly places = new Map<Chart, Place>();

  public add(chart: Chart, document: PlannedDocument): Finding[] {
    const { construct, apiVersion = '', kind, name } = document;
    // Without a name the API server makes one up.
    if (kind === undefined || name === undefined) return [];
    const { path } = construct.node;
    // cdk8s gives each object of a chart its namespace, also where that means nothing.
    const namespace = WITHOUT_NAMESPACE.has(kind) ? undefined : document.namespace ?? 'default';
    const shown = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
    if (shown === 'Service default/kubernetes') {
      return [findingOf(path, {
        field: 'name', value: name, rule: 'is the Service of the API server itself', fix: 'Choose another name or namespace.',
      })];
    }
    // A kind keeps its objects from one version of its group to the next.
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const place = this.places.get(chart) ?? placeOf(chart);
    this.places.set(chart, place);
    const key = `${place.id}\n${group}\n${shown}`;
    const other = this.first.get(key);
    if (other === undefined) this.first.set(key, construct);
    return other === undefined ? [] : [findingOf(path, {
      field: 'name',
      value: shown,
      rule: `is also made by ${other.node.path}, for the same ${place.what}`,
      fix: 'Rename one of the two, or give their charts different namespaces.',
    })];
  }
}

/** Where the objects of a chart go: those of two places do not meet. */
interface Place {
  readonly id: string;
  readonly what: 'cluster' | 'chart';
}

/** To its cluster; a chart of cdk8s in an app without platform goes somewhere that only its author knows. */
function placeOf(chart: Chart): Place {
  const cluster = ClusterStage.clusterOf(chart);
  const isKnown = Platform.of(chart) !== Platform.embedded() || OWNER.of(chart) !== undefined;
  return cluster && isKnown
    ? { id: `cluster ${cluster.name}`, what: 'cluster' } : { id: `chart ${chart.node.path}`, what: 'chart' };
}

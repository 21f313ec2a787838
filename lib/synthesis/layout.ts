import { Chart } from 'cdk8s';
import { PlannedDocument } from './plan';

/**
 * What goes into one file.
 *
 * @internal
 */
export interface FileOfChart {
  /** Its path, without extension. */
  readonly name: string;
  readonly documents: PlannedDocument[];
}

/** How the objects of an app are laid out in files. */
export class Layout {
  /** A file for each chart, named by the chart's path: `prod-east/pinboard.k8s.yaml`. */
  public static filePerChart(): Layout {
    return new Layout(({ node }, documents) => documents.length === 0 ? [] : [{ name: node.path, documents }]);
  }

  /**
   * A folder for each chart and in it a file for each object, named by its kind and name:
   * `prod-east/pinboard/deployment.api.k8s.yaml`.
   * The name contains the API group of a kind that is not Kubernetes' own, and the namespace of an object
   * that is in another namespace than its chart.
   */
  public static filePerResource(): Layout {
    return new Layout(({ node, namespace }, documents) => documents.map(each => (
      { name: `${node.path}/${resourceName(each, namespace)}`, documents: [each] }
    )));
  }

  private constructor(
    /**
     * The files of a chart.
     *
     * @internal
     */
    public readonly _filesOf: (chart: Chart, documents: PlannedDocument[]) => FileOfChart[],
  ) {}
}

/** Groups of Kubernetes itself have no dot, or end in `k8s.io`. */
const OWN_GROUP = /^([^.]*|.*\.k8s\.io)$/;

function resourceName(
  { apiVersion = '', kind = 'object', name = '', namespace = '' }: PlannedDocument, chartNamespace: string | undefined,
): string {
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  const parts = [kind.toLowerCase(), OWN_GROUP.test(group) ? '' : group, namespace === chartNamespace ? '' : namespace, name];
  // Names of RBAC objects may contain what a file's cannot: `system:node`.
  return parts.filter(part => part !== '').join('.').replace(/[^-.\w]/g, '-');
}

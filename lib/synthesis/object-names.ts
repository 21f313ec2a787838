import { IConstruct } from 'constructs';
import { Place } from './place';
import { PlannedDocument } from './plan';
import { findingOf } from './refuse';
import { DEFAULT_NAMESPACE, isInNamespace } from '../references/kind';
import { Finding } from '../validation/finding';

/** Which objects there are: two of one name on a cluster would overwrite each other. */
export class ObjectNames {
  private readonly first = new Map<string, IConstruct>();

  public add(place: Place, document: PlannedDocument): Finding[] {
    const { construct, apiVersion = '', kind, name } = document;
    // Without a name the API server makes one up.
    if (kind === undefined || name === undefined) return [];
    // cdk8s gives each object of a chart its namespace, also where that means nothing.
    const namespace = isInNamespace(kind) ? document.namespace ?? DEFAULT_NAMESPACE : undefined;
    const shown = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
    if (shown === 'Service default/kubernetes') {
      return [findingOf(construct.node.path, {
        field: 'name', value: name, rule: 'is the Service of the API server itself', fix: 'Choose another name or namespace.',
      })];
    }
    // A kind keeps its objects from one version of its group to the next.
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const key = `${place.id}\n${group}\n${shown}`;
    const other = this.first.get(key);
    if (other === undefined) this.first.set(key, construct);
    return other === undefined ? [] : [findingOf(construct.node.path, {
      field: 'name',
      value: shown,
      rule: `is also made by ${other.node.path}, for the same ${place.what}`,
      fix: 'Rename one of the two, or give their charts different namespaces.',
    })];
  }
}

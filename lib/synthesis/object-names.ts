import { IConstruct } from 'constructs';
import { Place } from './place';
import { PlannedDocument } from './plan';
import { findingOf } from './refuse';
import { fieldsOf, textOf } from '../references/fields';
import { DEFAULT_NAMESPACE, isInNamespace } from '../references/kind';
import { Finding } from '../validation/finding';
import { isListKind, listItems } from '../yaml/list-items';

type Named = Pick<PlannedDocument, 'construct' | 'apiVersion' | 'kind' | 'name' | 'namespace'>;

/** Which objects there are: two of one name on a cluster would overwrite each other. */
export class ObjectNames {
  private readonly first = new Map<string, IConstruct>();

  /** @param content what the document says: that of a List are several objects */
  public add(place: Place, document: PlannedDocument, content: unknown): Finding[] {
    if (!isListKind(document.kind)) return this.addOne(place, document);
    return listItems(content).flatMap(({ content: item, prefix }) => (
      prefix === '' ? this.addOne(place, document) : this.addOne(place, namesIn(item, document), prefix)
    ));
  }

  private addOne(place: Place, { construct, apiVersion = '', kind, name, namespace: said }: Named, prefix = ''): Finding[] {
    // Without a name the API server makes one up.
    if (kind === undefined || name === undefined) return [];
    // cdk8s gives each object of a chart its namespace, also where that means nothing.
    const namespace = isInNamespace(kind) ? said ?? DEFAULT_NAMESPACE : undefined;
    const shown = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
    if (shown === 'Service default/kubernetes') {
      return [findingOf(construct.node.path, {
        field: fieldOf(prefix),
        value: name,
        rule: 'is the Service of the API server itself',
        fix: 'Choose another name or namespace.',
      })];
    }
    // A kind keeps its objects from one version of its group to the next.
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const key = `${place.id}\n${group}\n${shown}`;
    const other = this.first.get(key);
    if (other === undefined) this.first.set(key, construct);
    return other === undefined ? [] : [findingOf(construct.node.path, {
      field: fieldOf(prefix),
      value: shown,
      rule: `is also made by ${other.node.path}, for the same ${place.what}`,
      fix: 'Rename one of the two, or give their charts different namespaces.',
    })];
  }
}

const fieldOf = (prefix: string) => prefix === '' ? 'name' : `${prefix}metadata.name`;

/** Those of an item of a List, in which anything may be. */
function namesIn(item: unknown, { construct }: PlannedDocument): Named {
  const { apiVersion, kind, metadata } = fieldsOf(item);
  const { name, namespace } = fieldsOf(metadata);
  const [version, called] = [textOf(apiVersion), textOf(kind)];
  return { construct, apiVersion: version, kind: called, name: textOf(name), namespace: textOf(namespace) };
}

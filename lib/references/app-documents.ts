import { IConstruct } from 'constructs';
import { ClusterDocuments } from './cluster-documents';
import { Fields, fieldsOf, isFields, textOf } from './fields';
import { DEFAULT_NAMESPACE } from './kind';
import { Found, Source } from './source';
import { Origin, OriginType } from '../tree/origin';
import { isAsMade } from '../tree/patched';
import { listItems } from '../yaml/list-items';

/**
 * What the documents of an app say of each other, whoever has written them: constructs, included files, charts of Helm, patches.
 * Of each only a few names and numbers are kept. It takes whatever there may be in a document.
 */
export class AppDocuments {
  private readonly places = new Map<string, ClusterDocuments>();

  /** @param place where the document goes: documents of two places do not meet */
  public add(place: string, construct: IConstruct, content: unknown): void {
    if (!isFields(content)) return;
    let documents = this.places.get(place);
    if (documents === undefined) this.places.set(place, documents = new ClusterDocuments());
    for (const { content: item, prefix } of listItems(content)) {
      if (isFields(item)) documents.add(sourceOf(construct, item, prefix), item);
    }
  }

  /**
   * Everything that is wrong.
   *
   * @param isWhole whether all documents of the app have been added; else only what is wrong with each by itself
   */
  public found(isWhole: boolean): Found[] {
    return [...this.places.values()].flatMap(documents => isWhole ? documents.found() : documents.foundAlone());
  }
}

function sourceOf(construct: IConstruct, { metadata }: Fields, prefix: string): Source {
  const { namespace } = fieldsOf(metadata);
  const isPlanned = Origin.of(construct).type !== OriginType.USER && isAsMade(construct);
  return { construct, namespace: textOf(namespace) ?? DEFAULT_NAMESPACE, prefix, isPlanned };
}

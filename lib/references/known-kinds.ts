import { Fields } from './fields';
import { kindOf } from './kind';
import { makesObjects } from './made-objects';
import { makesPods } from './pods';
import { IN_DOCUMENTS, TARGETS } from './reference-fields';
import { ReferenceWalk } from './reference-walk';

/** What is to be done with the documents of a kind. A fleet has many documents of few kinds. */
export interface KnownKind {
  readonly kind: string;
  /** Whether others name its objects. */
  readonly isNamed: boolean;
  readonly makesPods: boolean;
  readonly makesObjects: boolean;
  /** Finds what they name. */
  readonly walk?: ReferenceWalk;
}

export class KnownKinds {
  private readonly last = new Map<unknown, { readonly apiVersion: unknown; readonly known: KnownKind }>();

  public of(document: Fields): KnownKind {
    const found = this.last.get(document.kind);
    if (found?.apiVersion === document.apiVersion && found !== undefined) return found.known;
    const kind = kindOf(document);
    const known = {
      kind,
      isNamed: NAMED.has(kind),
      makesPods: makesPods(kind),
      makesObjects: makesObjects(kind),
      walk: Object.hasOwn(IN_DOCUMENTS, kind) ? new ReferenceWalk(IN_DOCUMENTS[kind]) : undefined,
    };
    this.last.set(document.kind, { apiVersion: document.apiVersion, known });
    return known;
  }
}

const NAMED = new Set(TARGETS);

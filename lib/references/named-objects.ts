import { fieldsOf, Fields } from './fields';
import { isInNamespace, spoken } from './kind';
import { keysNamed, ReferenceField } from './reference-fields';
import { Trail } from './reference-walk';
import { SimilarNames } from './similar-names';
import { Found, foundIn, Source } from './source';
import { Likeness } from './typo';
import { suggest } from '../validation/suggest';

/** An object that there is. */
interface Known {
  /** The keys of a ConfigMap or Secret; undefined if it has no data, which others may fill in. */
  readonly keys?: string[];
  isNamed: boolean;
}

interface Reference {
  readonly source: Source;
  readonly field: string;
  /** Where its keys are named. */
  readonly keys: { readonly field: string; readonly key: string }[];
}

interface OfKind {
  readonly isInNamespace: boolean;
  readonly namespaces: Map<string, Names>;
}

/** Names of one kind in one namespace. */
interface Names {
  readonly kind: string;
  readonly namespace: string;
  readonly objects: Map<string, Known>;
  /** Names that no object has had when they were named. */
  readonly wanted: Map<string, Reference[]>;
}

/**
 * The objects of a cluster, and who names them. What the app does not have may be made elsewhere, so that a name is wrong only
 * if it is that of an object with a slip of the pen. That is an error if nothing names that object: then both ends are loose.
 */
export class NamedObjects {
  private readonly all = new Map<string, OfKind>();

  /**
   * An object of the app, or what a controller makes for one.
   *
   * @param document if its keys matter
   * @param isNamed whether it is used in any case
   */
  public add(kind: string, namespace: string, name: string, document?: Fields, isNamed = false): void {
    const { objects } = this.namesOf(kind, namespace);
    if (!objects.has(name)) objects.set(name, { keys: document && keysOf(kind, document), isNamed });
  }

  public refer(source: Source, field: ReferenceField, name: string, around: Fields, at: Trail): void {
    const kind = typeof field.to === 'string' ? field.to : field.to(around);
    if (kind === undefined) return;
    const namespace = field.anywhere && typeof around.namespace === 'string' ? around.namespace : source.namespace;
    const { objects, wanted } = this.namesOf(kind, namespace);
    const known = objects.get(name);
    const keys = HAS_KEYS.has(kind) && around.optional !== true ? keysNamed(around) : NO_KEYS;
    if (known) known.isNamed = true;
    // Nearly all.
    if (known && keys.every(({ key }) => known.keys?.includes(key) ?? true)) return;
    // Nobody waits for it.
    if (around.optional === true) return;
    const reference = { source, field: at.to(field.name), keys: keys.map(each => ({ ...each, field: at.to(each.field) })) };
    const others = wanted.get(name);
    if (others) others.push(reference);
    else wanted.set(name, [reference]);
  }

  /** Once all documents are known. */
  public found(): Found[] {
    const missing: [Names, string, Reference[]][] = [];
    const found: Found[] = [];
    for (const names of this.everywhere()) {
      for (const [name, references] of names.wanted) {
        const known = names.objects.get(name);
        if (known) known.isNamed = true;
        if (known) found.push(...references.flatMap(reference => missingKeys(names.kind, name, known, reference)));
        else missing.push([names, name, references]);
      }
    }
    const similar = new Map<Names, SimilarNames>();
    for (const [names, name, references] of missing) {
      if (names.objects.size === 0 || this.isElsewhere(names.kind, name)) continue;
      const index = similar.get(names) ?? new SimilarNames([...names.objects.keys()]);
      similar.set(names, index);
      found.push(...slips(names, name, references, index));
    }
    return found;
  }

  private* everywhere(): Iterable<Names> {
    for (const { namespaces } of this.all.values()) yield* namespaces.values();
  }

  /** Copied into another namespace it has the same name there. */
  private isElsewhere(kind: string, name: string): boolean {
    return [...this.all.get(kind)?.namespaces.values() ?? []].some(({ objects }) => objects.has(name));
  }

  private namesOf(kind: string, said: string): Names {
    let ofKind = this.all.get(kind);
    if (!ofKind) this.all.set(kind, ofKind = { isInNamespace: isInNamespace(spoken(kind)), namespaces: new Map() });
    const namespace = ofKind.isInNamespace ? said : '';
    let names = ofKind.namespaces.get(namespace);
    if (!names) ofKind.namespaces.set(namespace, names = { kind, namespace, objects: new Map(), wanted: new Map() });
    return names;
  }
}

const HAS_KEYS = new Set(['ConfigMap', 'Secret']);
const NO_KEYS: Reference['keys'] = [];

function keysOf(kind: string, { metadata, data, binaryData, stringData }: Fields): string[] | undefined {
  if (!HAS_KEYS.has(kind) || isFilledIn(fieldsOf(metadata))) return undefined;
  const keys = [data, binaryData, stringData].flatMap(values => Object.keys(fieldsOf(values)));
  return keys.length === 0 ? undefined : keys;
}

/** What controllers put more keys into, as labels and annotations ask them: bundles of certificates, copies of others. */
const FILLED_IN = /inject|replicate-from|reflects/;

function isFilledIn({ labels, annotations }: Fields): boolean {
  return [labels, annotations].some(each => Object.keys(fieldsOf(each)).some(name => FILLED_IN.test(name)));
}

function missingKeys(kind: string, name: string, { keys }: Known, { source, keys: named }: Reference): Found[] {
  if (keys === undefined) return [];
  return named.filter(({ key }) => !keys.includes(key)).map(({ field, key }) => foundIn(source, {
    field,
    value: key,
    rule: `is no key of the ${kind} ${name}, so that the pod does not start`,
    fix: `Name one that it has, or say optional: true. ${suggest('keys', keys, key)}`,
  // Programs add keys to Secrets that they find.
  }, kind === 'Secret'));
}

function slips({ kind, namespace, objects }: Names, name: string, references: Reference[], index: SimilarNames): Found[] {
  const meant = index.meantBy(name);
  const isNamed = meant && objects.get(meant.name)?.isNamed;
  if (!meant || (meant.likeness === Likeness.PLURAL && isNamed)) return [];
  const shown = namespace === '' ? meant.name : `${namespace}/${meant.name}`;
  return references.map(({ source, field }) => foundIn(source, {
    field,
    value: name,
    rule: `is no ${spoken(kind)} of this app, which has ${spoken(kind)} ${shown}${isNamed ? '' : ', that nothing names'}`,
    fix: `Write "${meant.name}"${isNamed ? ', unless the other one is made elsewhere' : ', or remove it'}.`,
  }, isNamed));
}

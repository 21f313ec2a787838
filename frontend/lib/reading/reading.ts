import { Fault } from '../documents/fault';
import { Entry, Node, Place, sortOf } from '../documents/node';
import { nearest, suggest } from '../documents/suggest';

/** What stands for a value that cannot be had: the fault is told, and building goes on without it. */
export const NOTHING = Symbol('nothing');

/** Who finds what YAML can only name. Each returns undefined if there is no such thing, having told the fault. */
export interface Finders {
  /** A workload by its name, or by its chart and name. */
  workload(name: string, at: At): unknown;
  /** An object that exists in the cluster, by the function of cdk8s-plus that refers to one. */
  object(name: string, at: At, importedBy: readonly [string, string]): unknown;
  /** A container of cdk8s-plus that stands for one of this name. */
  container(name: string): unknown;
  /** What the platform package makes for a requirement. */
  requirement(name: string, at: At, options: Node | undefined): unknown;
  /** A platform package. */
  platform(name: string, at: At): unknown;
  /** Where constructs are made of which a value consists, and an id for one. */
  scopeFor(field: string): readonly [scope: unknown, id: string];
  /** A class of the library, of cdk8s or of cdk8s-plus. */
  classOf(name: string): ClassOfValues;
}

/** A class whose functions are called by their names. */
export type ClassOfValues = Record<string, unknown> & (new (...values: unknown[]) => unknown);

/** A value in its document. */
export interface At {
  readonly node: Node;
  /** As it is written: `spec.scaling.between[0]`. */
  readonly path: string;
  /** As the library names it in its problems, which know nothing of functions: `scaling.min`. */
  readonly field: string;
}

/** What is found out while a document is read. */
export class Reading {
  public readonly faults: Fault[] = [];
  /** How and where each property is written, by the name that the library gives it. */
  public readonly places = new Map<string, At>();
  /** Of which properties something is wrong or left out, so that what the library says of them is no news. */
  public readonly faulty = new Set<string>();
  /** Lists without the items that could not be had: which ones the library has got. */
  public readonly kept = new Map<string, readonly number[]>();

  constructor(public readonly finders: Finders) {}

  /** @returns what stands for the value */
  public refuse({ node, path, field }: At, rule: string, fix: string, place: Place = node.place): typeof NOTHING {
    this.faulty.add(field);
    const value = node.type === 'scalar' && place === node.place ? node.value : undefined;
    this.faults.push({ place, field: path, value, rule, fix });
    return NOTHING;
  }

  public refuseSort(at: At, wanted: string, fix: string): typeof NOTHING {
    return this.refuse(at, `must be ${wanted}, and is ${sortOf(at.node)}`, fix);
  }

  /** Remembers where a property is written. */
  public remember(at: At): void {
    // What a function takes may have the name of what it makes.
    if (!this.places.has(at.field)) this.places.set(at.field, at);
  }

  /** Refuses a name that there is not; the property that was meant is missing then. */
  public refuseName(
    at: At, { name, place, value }: Entry, what: readonly [one: string, all: string], known: readonly string[],
  ): void {
    const meant = nearest(known, name);
    if (meant !== undefined) this.faulty.add(within(at, meant, value).field);
    this.refuse(within(at, name, value), `is no such ${what[0]}`, suggest(what[1], known, name), place);
  }
}

/** A value within another one, by a name that the library uses, too. */
export function within({ path, field }: At, name: string, node: Node): At {
  const step = stepTo(name);
  return { node, path: path + (path === '' ? name : step), field: field === '' ? name : field + step };
}

/** A value within another one, by a name that is only written. */
export function beneath({ path, field }: At, name: string, node: Node): At {
  return { node, path: path + stepTo(name), field };
}

/** An item of a list. */
export function itemOf({ path, field }: At, index: number, node: Node): At {
  return { node, path: `${path}[${index}]`, field: `${field}[${index}]` };
}

/** An argument in a list: the library knows it by its name. */
export function argumentAt({ path, field }: At, index: number, name: string, node: Node): At {
  return { node, path: `${path}[${index}]`, field: field === '' ? name : field + stepTo(name) };
}

function stepTo(name: string): string {
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

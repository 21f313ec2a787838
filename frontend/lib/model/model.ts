/*
 * What the constructs take, made of the library's own description (scripts/make): no second one is written by hand.
 */

/** What a value may be: `string`, a list or map of others, or one of the described types by its full name. */
export type TypeRef = 'string' | 'number' | 'boolean' | 'any' | { readonly list: TypeRef } | { readonly map: TypeRef } | RefTo;

export interface RefTo {
  readonly ref: string;
}

export interface Model {
  /** The version of the library that it describes. */
  readonly library: string;
  /** Kinds of workloads, by the names of their classes. */
  readonly kinds: { readonly [kind: string]: { readonly docs: string; readonly props: string } };
  /** By their full names: `cdk8s-pinterest.Scaling`. */
  readonly types: { readonly [name: string]: Type };
}

export type Type = StructType | EnumType | ClassType | ConstructType;

/** Properties by name. */
export interface StructType {
  readonly type: 'struct';
  readonly docs: string;
  readonly properties: { readonly [name: string]: Property };
}

export interface Property {
  readonly type: TypeRef;
  readonly required?: true;
  readonly docs: string;
}

export interface EnumType {
  readonly type: 'enum';
  readonly docs: string;
  /** Their descriptions. */
  readonly members: { readonly [name: string]: string };
}

/** A class of values, which its functions make. */
export interface ClassType {
  readonly type: 'class';
  readonly docs: string;
  /** Values that it has, and their descriptions. */
  readonly constants: { readonly [name: string]: string };
  /** What makes one. */
  readonly factories: { readonly [name: string]: Call };
  /** What makes another one of one, so that calls follow each other. */
  readonly methods: { readonly [name: string]: Call };
  /** Its constructor, where no function makes one. */
  readonly constructor_?: Call;
}

/** Something that is in the tree of constructs: YAML can only name it. */
export interface ConstructType {
  readonly type: 'construct';
  readonly docs: string;
}

/** A function and what it takes. */
export interface Call {
  readonly docs: string;
  /** What it makes is a construct: its first two parameters, a scope and an id, are not among these. */
  readonly inTree?: true;
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeRef;
  readonly required?: true;
  /** Takes any number of them. */
  readonly variadic?: true;
  readonly docs: string;
}

/** The one that was made of the library with which this package was built. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const MODEL: Model = require('../../schemas/model.json');

/** A type of the model. */
export function typeOf(name: string, model: Model = MODEL): Type {
  const type = model.types[name];
  if (type === undefined) throw new Error(`The model does not describe ${name}.`);
  return type;
}

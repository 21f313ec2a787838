import { Call, ClassType, MODEL, Model, Parameter, StructType, TypeRef, typeOf } from './model';
import { NAMED_FORMS, SHORT_FORMS } from './short-forms';

/*
 * How the arguments of a call are written. What it takes decides, so that each value has one reading:
 *
 *   onCpu: 60                        its first argument alone, if no other must be given
 *   between: [3, 30]                 in their order
 *   http: {number: 8080, name: web}  by their names, with the fields of options among them
 *   ranges: [10.0.0.0/8]             the only argument is a list, or the first one is: the list itself
 *   nodes: {disk: ssd}               the only argument has names of its own: the mapping itself
 */
export interface Arguments {
  /** The argument that is written as it is; `only` if nothing else can be. */
  readonly alone?: { readonly type: TypeRef; readonly index: number; readonly only: boolean };
  /** Whether a list holds the arguments in their order. */
  readonly inOrder: boolean;
  /** By their names. */
  readonly byName?: ReadonlyMap<string, Argument>;
  /** Whether none must be given, so that the name of the function says all. */
  readonly mayBeNone: boolean;
}

/** An argument that has a name. */
export interface Argument {
  readonly type: TypeRef;
  readonly docs: string;
  readonly required: boolean;
  /** Which parameter it is, or is a field of. */
  readonly index: number;
  readonly field?: string;
}

export function argumentsOf(call: Call, model: Model = MODEL): Arguments {
  const { parameters } = call;
  const mayBeNone = parameters.every(({ required, variadic }) => !required && !variadic);
  if (parameters.length === 0) return { inOrder: false, byName: new Map(), mayBeNone };
  const [first, ...others] = parameters;
  if (others.length === 0) {
    const struct = structIn(first.type, model);
    return struct ? { inOrder: false, byName: namedArguments(call, model), mayBeNone }
      : { alone: { type: typeOfParameter(first), index: 0, only: true }, inOrder: false, mayBeNone };
  }
  const isList = isListOf(first);
  const alone = others.some(({ required }) => required) || !(isList || isScalar(first.type, model)) ? undefined
    : { type: typeOfParameter(first), index: 0, only: false };
  return { alone, inOrder: !isList, byName: namedArguments(call, model), mayBeNone };
}

/** How they are written where the function itself is not: by their names, so that one sees what they are. */
export function unnamedArgumentsOf(call: Call, model: Model = MODEL): Arguments {
  const written = argumentsOf(call, model);
  return written.byName ? { byName: written.byName, inOrder: false, mayBeNone: false } : written;
}

/** Options are not written: their fields stand beside the other arguments, unless two have one name. */
function namedArguments({ parameters }: Call, model: Model): Map<string, Argument> {
  const plain = parameters.filter(({ type }) => !structIn(type, model)).map(({ name }) => name);
  const fields = parameters.flatMap(({ type }) => Object.keys(structIn(type, model)?.properties ?? {}));
  const all = [...plain, ...fields];
  const clash = new Set(all).size < all.length;
  return new Map(parameters.flatMap((parameter, index): [string, Argument][] => {
    const struct = structIn(parameter.type, model);
    if (!struct || clash) {
      const { name, docs, required = false } = parameter;
      return [[name, { type: typeOfParameter(parameter), docs, required, index }]];
    }
    return Object.entries(struct.properties).map(([field, { type, docs, required }]) => (
      [field, { type, docs, required: Boolean(required && parameter.required), index, field }]
    ));
  }));
}

function typeOfParameter({ type, variadic }: Parameter): TypeRef {
  return variadic ? { list: type } : type;
}

function isListOf({ type, variadic }: Parameter): boolean {
  return variadic === true || (typeof type === 'object' && 'list' in type);
}

function structIn(type: TypeRef, model: Model): StructType | undefined {
  if (typeof type !== 'object' || !('ref' in type)) return undefined;
  const found = typeOf(type.ref, model);
  return found.type === 'struct' ? found : undefined;
}

/** Whether a value may be written without list and mapping. */
function isScalar(type: TypeRef, model: Model): boolean {
  if (typeof type === 'string') return type !== 'any';
  if (!('ref' in type)) return false;
  if (type.ref in SHORT_FORMS || type.ref in NAMED_FORMS) return true;
  const found = typeOf(type.ref, model);
  return found.type === 'enum' || (found.type === 'class' && wordsFor(found, model).length > 0);
}

/** What is said of a value by one word: the constants of its class, and functions that need no arguments. */
export function wordsFor({ constants, factories }: Pick<ClassType, 'constants' | 'factories'>, model: Model = MODEL): string[] {
  return [...Object.keys(constants), ...Object.keys(factories).filter(name => argumentsOf(factories[name], model).mayBeNone)];
}

import * as ts from 'typescript';
import { publicTypes } from '../inventory';

/** A type as it is written, taken apart. */
export interface Type {
  readonly name: string;
  /** Whether it is several of these: in a list, or by name. */
  readonly many?: 'list' | 'map';
}

/** A parameter of a function or a property of an object. */
export interface Slot {
  readonly name: string;
  readonly type: Type;
  readonly isOptional: boolean;
}

/** Something public that can be called. */
export interface Callable {
  readonly owner: string;
  readonly name: string;
  readonly kind: 'new' | 'static' | 'method';
  readonly slots: Slot[];
  readonly returns?: Type;
}

const TYPES = publicTypes();
const HIDDEN = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.AbstractKeyword];

/** The constructors and methods that users may call, of all classes. */
export const CALLABLES = [...TYPES.values()].flatMap(type => ts.isClassDeclaration(type) ? callablesOf(type) : []);

/** The properties of every interface: its own, and all of them. */
export const PROPERTIES = new Map([...TYPES].flatMap(([name, type]) => (
  ts.isInterfaceDeclaration(type) ? [[name, { own: slotsOf(type), all: allSlotsOf(name) }] as const] : []
)));

/** What a class or an interface extends or implements. */
export function supertypesOf(name: string): string[] {
  const clauses = TYPES.get(name)?.heritageClauses ?? [];
  return clauses.flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

/** The interfaces that extend one. */
export function subtypesOf(name: string): string[] {
  return [...PROPERTIES.keys()].filter(each => supertypesOf(each).includes(name));
}

export function isAbstract(name: string): boolean {
  return has(TYPES.get(name)!, ts.SyntaxKind.AbstractKeyword);
}

function callablesOf({ name: owner, members }: ts.ClassDeclaration): Callable[] {
  return members.flatMap((member): Callable[] => {
    if (!ts.isMethodDeclaration(member) && !ts.isConstructorDeclaration(member)) return [];
    const name = ts.isConstructorDeclaration(member) ? 'new' : member.name.getText();
    if (name.startsWith('_') || HIDDEN.some(each => has(member, each))) return [];
    const kind = name === 'new' ? 'new' : has(member, ts.SyntaxKind.StaticKeyword) ? 'static' : 'method';
    return [{ owner: owner!.text, name, kind, slots: member.parameters.map(slotOf), returns: typeOf(member.type) }];
  });
}

function slotsOf({ members }: ts.InterfaceDeclaration): Slot[] {
  return members.filter(ts.isPropertySignature).map(slotOf);
}

function allSlotsOf(name: string): Slot[] {
  const type = TYPES.get(name);
  return type && ts.isInterfaceDeclaration(type) ? [...supertypesOf(name).flatMap(allSlotsOf), ...slotsOf(type)] : [];
}

function slotOf(node: ts.ParameterDeclaration | ts.PropertySignature): Slot {
  const isRest = ts.isParameter(node) && node.dotDotDotToken !== undefined;
  return {
    name: node.name.getText().replace(/^_/, ''),
    type: typeOf(isRest && node.type && ts.isArrayTypeNode(node.type) ? node.type.elementType : node.type)!,
    isOptional: isRest || node.questionToken !== undefined || (ts.isParameter(node) && node.initializer !== undefined),
  };
}

function typeOf(type: ts.TypeNode | undefined): Type | undefined {
  if (!type) return undefined;
  if (ts.isArrayTypeNode(type)) return { name: type.elementType.getText(), many: 'list' };
  const [, values] = /^\{ \[\w+: string\]: (.+?)(\[\])? \}$/.exec(type.getText()) ?? [];
  return values ? { name: values, many: 'map' } : { name: type.getText() };
}

function has(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some(modifier => modifier.kind === kind) ?? false;
}

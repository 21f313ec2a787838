import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const LIB = path.resolve(__dirname, '../../lib');

/** A string, several, or some by name; and what may be anything. */
const TEXTUAL = /^(string|any)(\[\])?$|^\{ \[\w+: string\]: (string|any)(\[\])? \}$/;

/**
 * Every string that users can pass to what the package exports: `Owner.team`, `Caller.external(name)`. It is read from the
 * sources, whose types are as plain as jsii wants them.
 */
export function stringInputs(): string[] {
  return [...publicTypes()].flatMap(([name, type]) => (
    ts.isInterfaceDeclaration(type) ? propertiesOf(name, type) : parametersOf(name, type)
  )).sort();
}

/** Every class and interface that the package exports, by its name. */
export function publicTypes(): Map<string, ts.ClassDeclaration | ts.InterfaceDeclaration> {
  const files = new Map<string, Set<string> | 'all'>();
  for (const entry of ['index.ts', 'exports/platform.ts', 'exports/runtime.ts']) collect(path.join(LIB, entry), files);
  return new Map([...files].flatMap(([file, names]) => typesOf(file, names)).map(each => [each.name!.text, each]));
}

/** The files that a module exports from, and which of their names. */
function collect(entry: string, files: Map<string, Set<string> | 'all'>): void {
  for (const statement of sourceOf(entry).statements.filter(ts.isExportDeclaration)) {
    const { moduleSpecifier, exportClause } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) continue;
    if (exportClause && ts.isNamespaceExport(exportClause)) continue;
    const file = `${path.join(path.dirname(entry), moduleSpecifier.text)}.ts`;
    const known = files.get(file);
    if (!exportClause || known === 'all') files.set(file, 'all');
    else files.set(file, new Set([...known ?? [], ...exportClause.elements.map(({ name }) => name.text)]));
  }
}

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function typesOf(file: string, names: Set<string> | 'all'): (ts.ClassDeclaration | ts.InterfaceDeclaration)[] {
  return sourceOf(file).statements.filter(statement => ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement))
    .filter(type => isExported(type) && type.name !== undefined && (names === 'all' || names.has(type.name.text)));
}

function isExported(node: ts.HasModifiers): boolean {
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function propertiesOf(name: string, { members }: ts.InterfaceDeclaration): string[] {
  return members.filter(ts.isPropertySignature).filter(isPublic).filter(({ type }) => isTextual(type))
    .map(member => `${name}.${member.name.getText()}`);
}

function parametersOf(name: string, { members }: ts.ClassDeclaration): string[] {
  return members.flatMap(member => {
    if (!(ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)) || !isPublic(member)) return [];
    const method = ts.isMethodDeclaration(member) ? member.name.getText() : 'new';
    return member.parameters.filter(({ type }) => isTextual(type))
      .map(parameter => `${name}.${method}(${parameter.name.getText()})`);
  });
}

function isTextual(type: ts.TypeNode | undefined): boolean {
  return type !== undefined && TEXTUAL.test(type.getText());
}

function isPublic(member: ts.ClassElement | ts.TypeElement): boolean {
  const hidden = [ts.SyntaxKind.PrivateKeyword];
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) ?? [] : [];
  return !modifiers.some(({ kind }) => hidden.includes(kind)) && !member.name?.getText().startsWith('_');
}

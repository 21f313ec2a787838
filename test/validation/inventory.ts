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
  const files = new Map<string, Set<string> | 'all'>();
  for (const entry of ['index.ts', 'exports/platform.ts', 'exports/runtime.ts']) collect(path.join(LIB, entry), files);
  return [...files].flatMap(([file, names]) => inputsOf(file, names)).sort();
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

function inputsOf(file: string, names: Set<string> | 'all'): string[] {
  return sourceOf(file).statements.flatMap(statement => {
    const isType = ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement);
    if (!isType || !isExported(statement) || !statement.name) return [];
    const name = statement.name.text;
    if (names !== 'all' && !names.has(name)) return [];
    return ts.isInterfaceDeclaration(statement) ? propertiesOf(name, statement) : parametersOf(name, statement);
  });
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

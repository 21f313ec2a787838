import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CouldNot } from '../outcome';

/** What cdk8s.yaml says of a project. */
export interface Project {
  /** Its folder. */
  readonly directory: string;
  /** The command that synthesizes it, for a shell. */
  readonly app: string;
  /** The output folder, if it says one. */
  readonly output?: string;
}

const FILE = 'cdk8s.yaml';
const FIX = `Write ${FILE} there, with a line such as "app: node --import tsx main.ts", or name the project's folder with -C.`;

/** @throws CouldNot if the folder is no project */
export function projectAt(directory: string): Project {
  const found = findProject(directory);
  if (found === undefined) throw new CouldNot(`${directory} has no ${FILE}.`, FIX);
  return found;
}

/** The project of a folder, if it is one. @throws CouldNot if its cdk8s.yaml names no app */
export function findProject(directory: string): Project | undefined {
  const text = readIfThere(join(directory, FILE));
  if (text === undefined) return undefined;
  const { app, output } = fieldsOf(text);
  if (!isText(app)) throw new CouldNot(`${join(directory, FILE)} names no app.`, FIX);
  return { directory, app, output: isText(output) ? output : undefined };
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    // Loaded only where there is something to read: it takes as long as the rest of a start.
    const { parse } = createRequire(__filename)('yaml') as typeof import('yaml');
    return (parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CouldNot(`${file} cannot be read: ${(error as Error).message}.`, 'Look at its permissions.');
  }
}

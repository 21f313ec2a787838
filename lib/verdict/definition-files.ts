import * as fs from 'node:fs';
import * as path from 'node:path';
import { IConstruct } from 'constructs';
import { Setting } from '../tree/setting';
import { Problem } from '../validation/problem';

/** Files, or folders of files, with definitions of custom resources that the clusters have. */
const DEFINITIONS = new Setting('definitions');
const NAMES = /\.(ya?ml|json)$/;

/** A file with definitions of custom resources. Its text is read by the programs. */
export interface DefinitionFile {
  readonly file: string;
  readonly text: string;
}

/** The user's own definitions of custom resources that are in no chart. */
export class DefinitionFiles {
  public readonly all: DefinitionFile[] = [];
  /** Those that cannot be read. */
  public readonly problems: Problem[] = [];

  constructor(app: IConstruct) {
    for (const name of DEFINITIONS.of(app)) this.add(name);
  }

  private add(name: string): void {
    try {
      const files = filesOf(path.resolve(name));
      this.all.push(...files.map(file => ({ file, text: fs.readFileSync(file, 'utf8') })));
      if (files.length === 0) this.problems.push(problemOf(name, 'is a folder without a file .yaml, .yml or .json'));
    } catch (error) {
      this.problems.push(problemOf(name, `cannot be read: ${(error as Error).message}`));
    }
  }
}

function filesOf(from: string): string[] {
  if (!fs.statSync(from).isDirectory()) return [from];
  return fs.readdirSync(from).filter(name => NAMES.test(name)).sort().map(name => path.join(from, name));
}

function problemOf(value: string, rule: string): Problem {
  const fix = 'Name files or folders with CustomResourceDefinitions, separated by commas.';
  return { field: DEFINITIONS.name, value, rule, fix };
}

/** What a program could not read. */
export function malformed({ file }: DefinitionFile, message: string): Problem {
  const rule = `is no file of definitions: ${message}`;
  return { field: DEFINITIONS.name, value: file, rule, fix: 'Correct it, or leave it out.' };
}

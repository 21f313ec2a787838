import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Options } from '../command';
import { CouldNot } from '../outcome';

/**
 * Writes what an option such as `--html <file>` asks for, beside the answer.
 *
 * @param file relative to the folder of the project; nothing is written without it
 */
export function writeReport(directory: string, file: Options[string], textOf: () => string): void {
  if (typeof file !== 'string') return;
  try {
    writeFileSync(resolve(directory, file), textOf());
  } catch (error) {
    throw new CouldNot(`${file} cannot be written: ${(error as Error).message}.`, 'Name a file in a folder that is there.');
  }
}

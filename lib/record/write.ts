import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SynthesisRecord } from './synthesis-record';

let written = 0;

/** Writes a record to a folder, in a file of its own: a program may have several apps, and a tool may run several programs. */
export function writeRecord(record: SynthesisRecord, folder: string): void {
  mkdirSync(folder, { recursive: true });
  written += 1;
  const file = join(folder, `${process.pid}-${written}.json`);
  // Whoever waits for it sees it whole; nobody else may read what the properties say.
  writeFileSync(`${file}.part`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SynthesisRecord } from '../../lib';

/** A record without what only a program in TypeScript can say: where in the source something is, and what is written there. */
function comparable(folder: string): string {
  const [file, ...others] = readdirSync(folder);
  if (others.length > 0) throw new Error(`${folder} has records of several programs.`);
  const record = JSON.parse(readFileSync(join(folder, file), 'utf8')) as SynthesisRecord;
  const workloads = record.workloads.map(({ place: _, properties, ...rest }) => (
    { ...rest, names: Object.keys(properties).sort() }
  ));
  return JSON.stringify({ ...record, outdir: '', workloads }, undefined, 1);
}

const [typescript, other] = process.argv.slice(2);
if (comparable(typescript) !== comparable(other)) throw new Error('The records differ.');
if (readFileSync(join(other, readdirSync(other)[0]), 'utf8').includes('"place":')) throw new Error('A place is not the user\'s.');

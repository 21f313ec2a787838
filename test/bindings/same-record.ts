import { deepStrictEqual } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SynthesisRecord } from '../../lib';

/** A record without what only a program in TypeScript can say: where in the source something is, and what is written there. */
function comparable(folder: string): unknown {
  const [file, ...others] = readdirSync(folder);
  if (others.length > 0) throw new Error(`${folder} has records of several programs.`);
  const record = JSON.parse(readFileSync(join(folder, file), 'utf8')) as SynthesisRecord;
  const workloads = record.workloads.map(({ properties, ...rest }) => ({ ...rest, names: Object.keys(properties).sort() }));
  const withoutPlaces = (key: string, value: unknown) => key === 'place' ? undefined : value;
  return JSON.parse(JSON.stringify({ ...record, outdir: '', workloads }, withoutPlaces));
}

const [typescript, other] = process.argv.slice(2);
// Structs have their fields in another order in each language.
deepStrictEqual(comparable(other), comparable(typescript));
if (readFileSync(join(other, readdirSync(other)[0]), 'utf8').includes('"place":')) throw new Error('A place is not the user\'s.');

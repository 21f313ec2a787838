import { parseArgs } from 'node:util';
import { Contender, CONTENDERS } from './contender';

/** What to measure. */
export interface Options {
  /** Numbers of workloads, small ones first. */
  readonly sizes: number[];
  readonly contenders: Contender[];
  /** How often each measurement is made, if said. */
  readonly repeat?: number;
  /** CPU seconds after which a run is ended. */
  readonly limit: number;
  /** Name the costs of one contender instead. */
  readonly profile: boolean;
}

export const SIZES = [100, 1000, 5000, 10000];

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: { sizes: { type: 'string' }, only: { type: 'string' }, repeat: { type: 'string' }, limit: { type: 'string' }, profile: { type: 'boolean' } },
  });
  return {
    sizes: values.sizes?.split(',').map(Number).sort((a, b) => a - b) ?? SIZES,
    contenders: values.only?.split(',').map(named) ?? CONTENDERS,
    repeat: values.repeat === undefined ? undefined : Number(values.repeat),
    limit: Number(values.limit ?? 120),
    profile: values.profile ?? false,
  };
}

function named(name: string): Contender {
  const contender = CONTENDERS.find(each => each.name === name);
  if (!contender) throw new Error(`There is no contender "${name}". There are: ${CONTENDERS.map(each => each.name).join(', ')}.`);
  return contender;
}

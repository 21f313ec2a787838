import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { ASKED, Contender, CONTENDERS, HELM } from './contender';

/** What to measure. */
export interface Options {
  /** Numbers of workloads, small ones first. */
  readonly sizes: number[];
  readonly contenders: Contender[];
  /** How often each measurement is made, if given. */
  readonly repeat?: number;
  /** CPU seconds after which a run is ended. */
  readonly limit: number;
  /** Profile one contender instead. */
  readonly profile: boolean;
  /** The path of Helm, if it takes part. */
  readonly helm?: string;
  /** The folder of the programs that answer as an API server, if synthesis asks them, too. */
  readonly verdict?: string;
}

export const SIZES = [100, 1000, 5000, 10000];

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      sizes: { type: 'string' },
      only: { type: 'string' },
      repeat: { type: 'string' },
      limit: { type: 'string' },
      profile: { type: 'boolean' },
      helm: { type: 'string' },
      verdict: { type: 'string' },
    },
  });
  const contenders = [...CONTENDERS, ...(values.helm ? [HELM] : []), ...(values.verdict ? [ASKED] : [])];
  return {
    sizes: values.sizes?.split(',').map(size => positive('sizes', size)).sort((a, b) => a - b) ?? SIZES,
    contenders: values.only?.split(',').map(name => named(contenders, name)) ?? contenders,
    repeat: values.repeat === undefined ? undefined : positive('repeat', values.repeat),
    limit: positive('limit', values.limit ?? '120'),
    profile: values.profile ?? false,
    helm: values.helm,
    verdict: values.verdict && path.resolve(values.verdict),
  };
}

function named(contenders: Contender[], name: string): Contender {
  const contender = contenders.find(each => each.name === name);
  if (!contender) throw new Error(`There is no contender "${name}". There are: ${contenders.map(each => each.name).join(', ')}.`);
  return contender;
}

function positive(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${option} must be whole numbers above 0, not "${text}".`);
  return Number(text);
}

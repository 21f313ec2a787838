import { Problem } from '../../validation/problem';

/** Bounds of a range that shards divide among themselves. */
export interface ShardRange {
  /** The first number. */
  readonly from: number;

  /** The number after the last. */
  readonly to: number;

  /** How many numbers a shard gets; the last one may get fewer. */
  readonly size: number;
}

/** The copies of a batch job, each of which takes its share of the work. */
export class Shards {
  /** This many, told apart by their number only. */
  public static count(count: number): Shards {
    return new Shards(count, () => new Map(), ['shard']);
  }

  /** One for each value, which templates name `{{value}}`. */
  public static of(...values: string[]): Shards {
    return new Shards(values.length, shard => new Map([['value', values[shard]]]), ['shard', 'value']);
  }

  /** One for each part of a range of whole numbers; templates name its bounds `{{from}}` and `{{to}}`, of which the latter is excluded. */
  public static range(range: ShardRange): Shards {
    const bounds = (shard: number) => {
      const from = range.from + shard * range.size;
      return new Map([['from', `${from}`], ['to', `${Math.min(from + range.size, range.to)}`]]);
    };
    return new Shards(Math.ceil((range.to - range.from) / range.size), bounds, ['shard', 'from', 'to']);
  }

  private constructor(
    /** How many there are. */
    public readonly total: number,
    private readonly valuesOf: (shard: number) => Map<string, string>,
    private readonly names: string[],
  ) {}

  /** What a template may say of one shard. @internal */
  public _values(shard: number): Map<string, string> {
    return new Map([['shard', `${shard}`], ...this.valuesOf(shard)]);
  }

  /** The names that differ between shards. @internal */
  public get _names(): string[] {
    return this.names;
  }
}

/** Two limits of the API server: the highest number must fit into a pod's name, and a job's failed shards into its status. */
const MOST = 100_000;

export function shardsProblems({ total }: Shards): Problem[] {
  return Number.isInteger(total) && total >= 1 && total <= MOST ? [] : [{
    field: 'shards', value: total, rule: `must be a whole number from 1 to ${MOST}`, fix: 'Write for example Shards.count(20).',
  }];
}

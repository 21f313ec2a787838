import { eachOf, judge, shape, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { must, Problem } from '../../validation/problem';
import { ANY_NUMBER } from '../../validation/scalars';

const RANGE = shape(
  { start: ANY_NUMBER, end: ANY_NUMBER, size: ANY_NUMBER }, 'Write { start, end, size }.', { start: 0, end: 1, size: 1 },
);

/** A range of numbers that is divided among shards. */
export interface ShardRange {
  /** The first number. */
  readonly start: number;

  /** The number after the last. */
  readonly end: number;

  /** How many numbers a shard gets; the last one may get fewer. */
  readonly size: number;
}

/** The copies of a batch job, each of which takes its share of the work. */
export class Shards {
  /** This many shards, which differ only by their number. */
  public static count(count: number): Shards {
    return new Shards(count, () => new Map(), ['shard']);
  }

  /** One shard per value; templates use it as `{{value}}`. */
  public static of(...values: string[]): Shards {
    const { value: texts, problems } = judge(values, eachOf(text(KINDS.text)), 'shards');
    return new Shards(texts.length, shard => new Map([['value', texts[shard]]]), ['shard', 'value'], problems);
  }

  /**
   * One shard per part of a range of whole numbers; templates use its bounds as `{{start}}` (included) and `{{end}}`
   * (excluded).
   */
  public static range(range: ShardRange): Shards {
    const { value: { start: first, end, size }, problems } = judge(range, RANGE, 'shards');
    const bounds = (shard: number) => {
      const start = first + shard * size;
      return new Map([['start', `${start}`], ['end', `${Math.min(start + size, end)}`]]);
    };
    return new Shards(problems.length > 0 ? 1 : Math.ceil((end - first) / size), bounds, ['shard', 'start', 'end'], problems);
  }

  private constructor(
    /** How many there are. */
    public readonly total: number,
    private readonly valuesOf: (shard: number) => Map<string, string>,
    private readonly names: string[],
    /** What is wrong with its values. @internal */
    public readonly _problems: Problem[] = [],
  ) {}

  /** The values that templates may use for one shard. @internal */
  public _values(shard: number): Map<string, string> {
    return new Map([['shard', `${shard}`], ...this.valuesOf(shard)]);
  }

  /** The names of the values that differ between shards. @internal */
  public get _names(): string[] {
    return this.names;
  }

  /** The first alone, with all names: it takes the place of shards that are refused. @internal */
  public _onlyOne(): Shards {
    return new Shards(1, this.valuesOf, this.names);
  }
}

/** Two limits of the API server: the highest number must fit into a pod's name, and a job's failed shards into its status. */
const MOST = 100_000;

export function shardsProblems({ total, _problems }: Shards): Problem[] {
  return [..._problems, ...must(Number.isInteger(total) && total >= 1 && total <= MOST, {
    field: 'shards', value: total, rule: `must be a whole number from 1 to ${MOST}`, fix: 'Write for example Shards.count(20).',
  })];
}

import { FAILURE_POLICY_SHAPE } from './failure-policy';
import { ShardStorage, StorageScope } from './shard-storage';
import { Shards, shardsProblems } from './shards';
import { CLAIM_SHAPE } from '../../storage/claim';
import { eachOf, flat, having, optional, Rule, shape, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { BOOLEAN, DURATION, NUMBER } from '../../validation/scalars';
import { workloadShape } from '../../workloads/workload-shape';

const IS_SHARDS = having('_values', 'Shards', 'Shards.count(20)');

/** The number is judged before the work: each shard may have files and claims of its own. */
const SHARDS: Rule = (value, field, problems) => {
  const shards = IS_SHARDS(value, field, problems) as Shards | undefined;
  if (shards === undefined) return undefined;
  const wrong = shardsProblems(shards);
  problems.push(...wrong);
  return wrong.length > 0 ? shards._onlyOne() : shards;
};

/** The properties of a kind of batch workload: those of all, and its own. */
export function batchShape(own: Record<string, Rule>, standIn: object = {}): Rule {
  return fewApart(workloadShape({
    shards: optional(SHARDS),
    storage: optional(eachOf(shape({ claim: flat(CLAIM_SHAPE) }, 'Write for example ShardStorage.shared(claim).'))),
    failurePolicy: optional(FAILURE_POLICY_SHAPE),
    deadline: optional(DURATION),
    parallelism: optional(NUMBER),
    retries: optional(NUMBER),
    successPercent: optional(NUMBER),
    suspend: optional(BOOLEAN),
    queue: optional(text(KINDS.labelledName)),
    ...own,
  }, standIn));
}

/** Of shards with volumes of their own each is a Job: of more than these a cluster could not take the manifest in one piece. */
const MOST_APART = 10_000;

function fewApart(rule: Rule): Rule {
  return (value, field, problems) => {
    const props = rule(value, field, problems) as { readonly shards?: Shards; readonly storage?: ShardStorage[] } | undefined;
    const { shards, storage = [] } = props ?? {};
    if (!shards || shards.total <= MOST_APART || !storage.some(({ _scope }) => _scope === StorageScope.SHARD)) return props;
    problems.push({
      field: 'shards',
      value: shards.total,
      rule: `must be at most ${MOST_APART} if each has a volume of its own, since each is then a Job of its own`,
      fix: 'Write fewer, or use ShardStorage.shared.',
    });
    return { ...props, shards: shards._onlyOne() };
  };
}

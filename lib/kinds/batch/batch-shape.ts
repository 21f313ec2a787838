import { CLAIM_SHAPE } from '../../storage/claim';
import { BOOLEAN, DURATION, eachOf, flat, having, NUMBER, optional, Rule, shape, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { workloadShape } from '../../workloads/workload-shape';

/** The properties of a kind of batch workload: those of all, and its own. */
export function batchShape(own: Record<string, Rule>): Rule {
  return workloadShape({
    shards: optional(having('total', 'Shards', 'Shards.count(20)')),
    storage: optional(eachOf(shape({ claim: flat(CLAIM_SHAPE) }, 'Write for example ShardStorage.shared(claim).'))),
    failurePolicy: optional(having('exitCodes', 'a FailurePolicy', 'FailurePolicy.retryOn(1)')),
    deadline: optional(DURATION),
    timeToLive: optional(DURATION),
    parallelism: optional(NUMBER),
    retries: optional(NUMBER),
    successPercent: optional(NUMBER),
    suspend: optional(BOOLEAN),
    queue: optional(text(KINDS.labelledName)),
    ...own,
  });
}

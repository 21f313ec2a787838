import { tokensOfField } from './field-tokens';
import { CRON_JOB_REASONS } from '../kinds/batch/cron-job-reasons';
import { JOB_REASONS } from '../kinds/batch/job-reasons';
import { DAEMON_REASONS } from '../kinds/daemon/daemon-reasons';
import { SERVICE_REASONS } from '../kinds/service/service-reasons';
import { STATEFUL_SET_REASONS } from '../kinds/stateful-set/stateful-set-reasons';
import { TRAINING_REASONS } from '../kinds/training/training-reasons';
import { POD_REASONS } from '../pod/pod-reasons';
import { FieldReason, FieldReasons, SCOPE } from '../tree/field-reasons';
import { WORKLOAD_REASONS } from '../workloads/workload-reasons';

const OF_KINDS: Record<string, FieldReasons[]> = {
  PinterestService: [SERVICE_REASONS],
  PinterestStatefulSet: [STATEFUL_SET_REASONS],
  PinterestDaemon: [DAEMON_REASONS],
  PinterestJobSet: [JOB_REASONS],
  PinterestCronJob: [CRON_JOB_REASONS, JOB_REASONS],
  PinterestTrainingJob: [TRAINING_REASONS],
};

/** The reasons of a kind, those of its own first. */
export function tablesOfKind(kind: string): FieldReasons[] {
  return [...OF_KINDS[kind] ?? [], WORKLOAD_REASONS, POD_REASONS];
}

/** Those for what a component has added, and what the platform decides all the same. */
export function tablesOfComponent(reasons: FieldReasons): FieldReasons[] {
  return [reasons, { [SCOPE.CONTAINER]: POD_REASONS[SCOPE.CONTAINER] }];
}

/** Where a field is, as reasons call it. */
export interface Place {
  readonly scope: string;
  readonly names: readonly string[];
}

/** The reason of the nearest thing at or above a place; of two that are as near, the one of the first table. */
export function reasonOf({ scope, names }: Place, tables: readonly FieldReasons[]): FieldReason | undefined {
  let best: { readonly reason: FieldReason; readonly near: number } | undefined;
  for (const table of tables) {
    for (const [tokens, reason] of patternsOf(table, scope)) {
      const near = nearness(tokens, names);
      if (near !== undefined && (best === undefined || near > best.near)) best = { reason, near };
    }
  }
  return best?.reason;
}

/** Deeper is nearer, and a name is nearer than any. */
function nearness(tokens: readonly string[], names: readonly string[]): number | undefined {
  if (tokens.length > names.length || !tokens.every((token, n) => token === '*' || token === names[n])) return undefined;
  return tokens.length + tokens.filter(token => token !== '*').length / 100;
}

type Patterns = [tokens: string[], reason: FieldReason][];

const PATTERNS = new WeakMap<FieldReasons, Map<string, Patterns>>();

function patternsOf(table: FieldReasons, scope: string): Patterns {
  const known = PATTERNS.get(table) ?? new Map<string, Patterns>();
  PATTERNS.set(table, known);
  const found = known.get(scope) ?? Object.entries(table[scope] ?? {}).filter(([field]) => field !== '.')
    .map(([field, reason]): Patterns[number] => [tokensOfField(field), reason]);
  known.set(scope, found);
  return found;
}

/** Why an object is there at all. */
export function reasonOfObject(kind: string, tables: readonly FieldReasons[]): FieldReason | undefined {
  for (const table of tables) {
    const { '.': itself, '': whole = itself } = table[kind] ?? {};
    if (itself ?? whole) return itself ?? whole;
  }
  return undefined;
}

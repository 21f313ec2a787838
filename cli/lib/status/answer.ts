import { ClusterStatus, gather } from './gather';
import { mustBeThere } from './must-be-there';
import { scopeOf } from './scope';
import { needsPerson, statusText } from './text';
import { followRollout } from './watch';
import { clusterOf } from '../cluster/cluster-options';
import { Answer, Context, Options } from '../command';
import { CouldNot, Outcome } from '../outcome';

/** What `pinterest status` does. */
export async function status(context: Context, [wanted]: string[], options: Options): Promise<Answer> {
  const cluster = clusterOf(options, context.env, context.signal);
  const scope = await scopeOf(cluster, context, wanted, options);
  if (options.watch) return followRollout(cluster, scope, context, wanted, seconds(options.timeout));
  return answerOf(mustBeThere(await gather(cluster, scope), scope, wanted));
}

function answerOf(found: ClusterStatus): Answer {
  const now = Date.now();
  return {
    outcome: found.workloads.some(needsPerson) ? Outcome.FOUND : Outcome.FINE,
    data: found,
    text: style => statusText(found, style, now),
  };
}

function seconds(given: unknown): number {
  const number = Number(given);
  if (!(number > 0)) throw new CouldNot(`--timeout ${given} is no number of seconds.`, 'Write for example --timeout 600.');
  return number;
}

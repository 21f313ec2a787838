import { Option } from 'commander';
import { APP_CLUSTER_OPTION, clusterOf, CLUSTER_OPTIONS } from '../cluster/cluster-options';
import { Answer, Command } from '../command';
import { CouldNot, Outcome } from '../outcome';
import { ClusterStatus, gather } from '../status/gather';
import { mustBeThere } from '../status/must-be-there';
import { scopeOf } from '../status/scope';
import { needsPerson, statusText } from '../status/text';
import { followRollout } from '../status/watch';

export const STATUS: Command = {
  name: 'status',
  summary: 'tell how workloads are on a cluster: what is wrong, whose it is, and what to do next',
  details:
    'In a project it looks at the workloads of the app, elsewhere at those of a namespace, and with --all at those of the '
      + 'whole cluster. '
    + 'It only reads, by kubectl. What it may not read it says, and tells the rest.',
  parameters: '[workload]',
  options: [
    ...CLUSTER_OPTIONS,
    APP_CLUSTER_OPTION,
    new Option('-a, --all', 'all workloads of the cluster, by owner'),
    new Option('-w, --watch', 'follow the rollout until it is done, or needs somebody'),
    new Option('--timeout <seconds>', 'how long --watch waits').default('900'),
  ],
  examples: [
    ['pinterest status', 'the workloads of the app'],
    ['pinterest status shop/api --watch', 'follow its rollout; the exit code is its outcome'],
    ['pinterest status --all --context prod-east', 'all workloads of the cluster, the worst first'],
  ],
  async run(context, [wanted], options) {
    const cluster = clusterOf(options, context.env, context.signal);
    const scope = await scopeOf(cluster, context, wanted, options);
    if (options.watch) return followRollout(cluster, scope, context, wanted, seconds(options.timeout));
    return answerOf(mustBeThere(await gather(cluster, scope), scope, wanted));
  },
};

/** The answer to a status that was read. */
export function answerOf(status: ClusterStatus): Answer {
  const now = Date.now();
  return {
    outcome: status.workloads.some(needsPerson) ? Outcome.FOUND : Outcome.FINE,
    data: status,
    text: style => statusText(status, style, now),
  };
}

function seconds(given: unknown): number {
  const number = Number(given);
  if (!(number > 0)) throw new CouldNot(`--timeout ${given} is no number of seconds.`, 'Write for example --timeout 600.');
  return number;
}

import { Option } from 'commander';
import { clusterOf, CLUSTER_OPTIONS } from '../cluster/cluster-options';
import { FailureReason } from '../cluster/read';
import { Answer, Command } from '../command';
import { CouldNot, Outcome } from '../outcome';
import { ClusterStatus, gather, Scope } from '../status/gather';
import { Health } from '../status/health';
import { scopeOf } from '../status/scope';
import { needsPerson, statusText } from '../status/text';
import { followRollout } from '../status/watch';

export const STATUS: Command = {
  name: 'status',
  summary: 'Tell how workloads are on a cluster: what is wrong, whose it is, and what to do next',
  details:
    'In a project it looks at the workloads of the app, elsewhere at those of a namespace, and with --all at those of the '
      + 'whole cluster. '
    + 'It only reads, by kubectl. What it may not read it says, and tells the rest.',
  parameters: '[workload]',
  options: [
    ...CLUSTER_OPTIONS,
    new Option('--cluster <name>', 'which cluster of the app the context leads to, if the app has several'),
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
    if (options.watch) return followRollout(cluster, scope, context, seconds(options.timeout));
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

/** Nothing found is not healthy. */
export function mustBeThere(status: ClusterStatus, { namespaces, expected }: Scope, wanted: string | undefined): ClusterStatus {
  const unreached = status.notRead.find(({ failure }) => failure.reason === FailureReason.UNREACHABLE);
  if (unreached !== undefined && status.workloads.every(({ health }) => health === Health.UNKNOWN || health === Health.MISSING)) {
    throw new CouldNot(
      `The cluster cannot be reached: ${unreached.failure.message}.`,
      'Try kubectl version with the same context.',
    );
  }
  if (status.workloads.length > 0 || expected !== undefined) return status;
  const [refused] = status.notRead.filter(({ what }) => what === 'deployments' || what === 'pods');
  const place = namespaces === undefined ? 'the cluster' : `the namespace ${namespaces.join(', ')}`;
  if (refused !== undefined) {
    throw new CouldNot(
      `Nothing of ${place} can be read: ${refused.failure.message}.`,
      'Name a namespace with -n, or ask for the permission.',
    );
  }
  if (wanted === undefined) return status;
  throw new CouldNot(`There is no workload ${wanted} in ${place}.`, 'Look with --all, or name its namespace with -n.');
}

function seconds(given: unknown): number {
  const number = Number(given);
  if (!(number > 0)) throw new CouldNot(`--timeout ${given} is no number of seconds.`, 'Write for example --timeout 600.');
  return number;
}

import { Option } from 'commander';
import { APP_CLUSTER_OPTION, clusterOf, CLUSTER_OPTIONS } from '../cluster/cluster-options';
import { ClusterReader, LogSelection } from '../cluster/cluster-reader';
import { KIND_LABEL, NAME_LABEL } from '../cluster/labels';
import { Command, Options } from '../command';
import { containerOf } from '../logs/containers';
import { followLogs, readLogs } from '../logs/print';
import { selectPods } from '../logs/select-pods';
import { CouldNot } from '../outcome';
import { Scope } from '../status/gather';
import { scopeOf } from '../status/scope';
import { Pod } from '../status/snapshot/objects';
import { READINGS } from '../status/snapshot/readings';

/** Each pod is a request of its own. */
const MOST = 50;

export const LOGS: Command = {
  name: 'logs',
  summary: 'print the logs of a workload, of a shard or of a rank',
  details:
    'The lines of several pods are in the order of their times, each after its pod. Of a shard that was tried again it is '
      + 'the last try.',
  parameters: '<workload>',
  options: [
    ...CLUSTER_OPTIONS,
    APP_CLUSTER_OPTION,
    new Option('--shard <number>', 'one shard of a job'),
    new Option('--rank <number>', 'one rank of a training'),
    new Option('--role <name>', 'one role of a training, such as worker'),
    new Option('--pod <name>', 'one pod, by its name or the end of it'),
    new Option('-c, --container <name>', 'a container (default: the application)'),
    new Option('-p, --previous', 'of the container that ran before'),
    new Option('-f, --follow', 'go on with new lines until interrupted'),
    new Option('--tail <lines>', 'the last lines of each pod').default('100'),
    new Option('--since <seconds>', 'only lines of so many last seconds'),
    new Option('--timestamps', 'each line with its time'),
  ],
  examples: [
    ['pinterest logs shop/api --follow', "the application's log in all pods"],
    ['pinterest logs index --shard 7', 'what the last try of shard 7 has said'],
    ['pinterest logs api --container proxy --previous', 'of a proxy, before it was started again'],
  ],
  async run(context, [wanted], options) {
    const cluster = clusterOf(options, context.env, context.signal);
    const index = (options.shard ?? options.rank) as string | undefined;
    const pods = selectPods(await podsOf(cluster, await scopeOf(cluster, context, wanted, options)), {
      index,
      role: options.role as string | undefined,
      pod: options.pod as string | undefined,
    });
    if (pods.length === 0) throw nothing(wanted, options);
    if (pods.length > MOST) {
      throw new CouldNot(`${wanted} has ${pods.length} such pods.`, 'Choose some of them: --pod, '
      + '--shard, --rank or --role.');
    }
    const selection: LogSelection = {
      previous: options.previous === true,
      timestamps: true,
      tailLines: numberOf('tail', options.tail),
      sinceSeconds: numberOf('since', options.since),
    };
    const chosen = pods.map(pod => ({ pod, container: containerOf(pod, options.container as string | undefined) }));
    const timestamps = options.timestamps === true;
    if (options.follow) return followLogs(cluster, chosen, selection, context, timestamps);
    return readLogs(cluster, chosen, selection, context, timestamps);
  },
};

async function podsOf(cluster: ClusterReader, { namespaces = [], expected, only }: Scope): Promise<Pod[]> {
  const lists = await Promise.all(
    namespaces.map(namespace => cluster.list<Pod>(READINGS.pods.resource, { namespace, labels: READINGS.pods.labels })),
  );
  const failure = lists.find(each => each.failure !== undefined)?.failure;
  if (failure !== undefined) {
    throw new CouldNot(
      `The pods cannot be read: ${failure.message}.`,
      'Ask for the permission, or name another namespace with -n.',
    );
  }
  return lists
    .flatMap(({ value }) => value?.items ?? [])
    .filter(({ metadata: { namespace = '', labels = {} } }) => {
      const id = { namespace, name: labels[NAME_LABEL] ?? '', kind: labels[KIND_LABEL] ?? '' };
      return expected?.some(each => each.namespace === namespace && each.name === id.name) ?? only?.(id) === true;
    });
}

function nothing(wanted: string, { shard, rank, role, pod }: Options): CouldNot {
  const which = [
    [shard, 'shard'],
    [rank, 'rank'],
    [role, 'role'],
    [pod, 'pod'],
  ]
    .filter(([value]) => value !== undefined)
    .map(([value, name]) => ` of the ${name} ${value}`);
  return new CouldNot(`${wanted} has no pods${which.join('')} on this cluster.`, `Look with pinterest status ${wanted}.`);
}

function numberOf(name: string, given: unknown): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d{1,9}$/.test(`${given}`)) return Number(given);
  throw new CouldNot(`--${name} ${given} is no whole number.`, `Write for example --${name} 50.`);
}

import { Option } from 'commander';
import { clusterOf, CLUSTER_OPTIONS } from '../cluster/cluster-options';
import { ClusterReader, LogSelection } from '../cluster/cluster-reader';
import { visible, visibleLines } from '../cluster/visible';
import { Answer, Command, Context, Options } from '../command';
import { containerOf } from '../logs/containers';
import { logLine, LogLine, logLines, merged } from '../logs/log-line';
import { indexOf, selectPods } from '../logs/select-pods';
import { CouldNot, Outcome } from '../outcome';
import { Style } from '../output/style';
import { Scope } from '../status/gather';
import { scopeOf } from '../status/scope';
import { Pod } from '../status/snapshot/objects';
import { READINGS } from '../status/snapshot/readings';

/** Each pod is a request of its own. */
const MOST = 50;

export const LOGS: Command = {
  name: 'logs',
  summary: 'Print the logs of a workload, of a shard or of a rank',
  details:
    'The lines of several pods are in the order of their times, each after its pod. Of a shard that was tried again it is '
      + 'the last try.',
  parameters: '<workload>',
  options: [
    ...CLUSTER_OPTIONS,
    new Option('--cluster <name>', 'which cluster of the app the context leads to, if the app has several'),
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
    return options.follow ? follow(cluster, chosen, selection, context, options) : read(cluster, chosen, selection, options);
  },
};

interface Chosen {
  readonly pod: Pod;
  readonly container: string;
}

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
      const id = { namespace, name: labels['app.kubernetes.io/name'] ?? '', kind: labels['pinterest.com/crd_type'] ?? '' };
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

async function read(
  cluster: ClusterReader,
  chosen: readonly Chosen[],
  selection: LogSelection,
  options: Options,
): Promise<Answer> {
  const found = await Promise.all(
    chosen.map(
      async ({
        pod: {
          metadata: { namespace = '', name },
        },
        container,
      }) => ({
        name,
        container,
        log: await cluster.log(namespace, name, { ...selection, container }),
      }),
    ),
  );
  const failed = found.flatMap(({ name, log }) =>
    log.failure === undefined ? [] : [{ pod: name, message: log.failure.message }],
  );
  if (failed.length === found.length) {
    throw new CouldNot(`No log can be read: ${failed[0].message}.`, 'Without --previous, '
    + 'or later, there may be one.');
  }
  const lines = merged(found.map(({ name, container, log }) => logLines(log.value ?? '', name, container)));
  return {
    outcome: Outcome.FINE,
    data: { lines, failed },
    text: style =>
      [
        ...lines.map(line => lineText(line, chosen, options, style)),
        ...failed.map(({ pod, message }) => style.yellow(visible(`${pod}: ${message}`))),
      ].join('\n'),
  };
}

async function follow(
  cluster: ClusterReader,
  chosen: readonly Chosen[],
  selection: LogSelection,
  { json, write, style, say, signal }: Context,
  options: Options,
): Promise<Answer> {
  if (json) throw new CouldNot('--follow has no end that JSON could have.', 'Leave out one of --follow and --output json.');
  await Promise.all(
    chosen.map(
      async ({
        pod: {
          metadata: { namespace = '', name },
        },
        container,
      }) => {
        const ended = await cluster.followLog(namespace, name, { ...selection, container }, text =>
          write(`${lineText(logLine(text, name, container), chosen, options, style)}\n`),
        );
        if (!signal.aborted) say(visible(`${name}: ${ended.failure?.message ?? 'its log has ended'}`));
      },
    ),
  );
  return { outcome: Outcome.FINE, data: {}, text: () => '' };
}

/** One pod needs no name; the pods of a job are known by their numbers. */
function lineText({ pod, time, text }: LogLine, chosen: readonly Chosen[], { timestamps }: Options, style: Style): string {
  const which = chosen.find(each => each.pod.metadata.name === pod)?.pod;
  const index = which && indexOf(which);
  const name = chosen.length === 1 ? '' : `${style.cyan(visible(index === undefined ? pod : `${pod} (${index})`))} `;
  return `${name}${timestamps ? `${visible(time)} ` : ''}${visibleLines(text)}`;
}

function numberOf(name: string, given: unknown): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d{1,9}$/.test(`${given}`)) return Number(given);
  throw new CouldNot(`--${name} ${given} is no whole number.`, `Write for example --${name} 50.`);
}

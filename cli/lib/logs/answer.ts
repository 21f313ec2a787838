import { containerOf } from './containers';
import { followLogs, readLogs } from './print';
import { selectPods } from './select-pods';
import { clusterOf } from '../cluster/cluster-options';
import { ClusterReader, LogSelection } from '../cluster/cluster-reader';
import { KIND_LABEL, NAME_LABEL } from '../cluster/labels';
import { Answer, Context, Options } from '../command';
import { CouldNot } from '../outcome';
import { Scope } from '../status/gather';
import { scopeOf } from '../status/scope';
import { Pod } from '../status/snapshot/objects';
import { READINGS } from '../status/snapshot/readings';

/** Each pod is a request of its own. */
const MOST = 50;

/** What `pinterest logs` does. */
export async function logs(context: Context, [wanted]: string[], options: Options): Promise<Answer> {
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

import { RecordedWorkload } from 'cdk8s-pinterest';
import { Scope } from './gather';
import { intendedOf } from './intended';
import { findProject } from '../app/project';
import { documentsOf, workloadsNamed, workloadsOf } from '../app/records';
import { runApp } from '../app/run-app';
import { ClusterReader } from '../cluster/cluster-reader';
import { Context, Options } from '../command';
import { CouldNot } from '../outcome';

/** Which workloads a command means: those of the app in a project, and else what the cluster has. */
export async function scopeOf(
  cluster: ClusterReader,
  { directory, env, signal }: Context,
  wanted: string | undefined,
  options: Options,
): Promise<Scope> {
  const namespace = options.namespace as string | undefined;
  const project = options.all ? undefined : findProject(directory);
  if (project === undefined) return liveScope(cluster, wanted, namespace, options.all === true);
  const { records } = await runApp(project, { env, signal });
  const documents = documentsOf(records);
  const all = workloadsOf(records).filter(each => namespace === undefined || each.namespace === namespace);
  const chosen = onCluster(wanted === undefined ? all : workloadsNamed(wanted, all), options);
  return {
    namespaces: [...new Set(chosen.map(each => each.namespace))].sort(),
    expected: chosen.map(workload => {
      const { namespace: of, name, kind, team, contact } = workload;
      return { namespace: of, name, kind, team, contact, intended: intendedOf(workload, documents) };
    }),
  };
}

async function liveScope(
  cluster: ClusterReader,
  wanted: string | undefined,
  given: string | undefined,
  all: boolean,
): Promise<Scope> {
  const [name, place] = (wanted ?? '').split('/').reverse();
  const namespace = place ?? given ?? (all ? undefined : await cluster.namespace());
  const namespaces = namespace === undefined ? undefined : [namespace];
  return wanted === undefined ? { namespaces } : { namespaces, only: each => each.name === name };
}

/** Those of one cluster: a context leads to one. */
function onCluster(workloads: readonly RecordedWorkload[], options: Options): RecordedWorkload[] {
  const clusters = [...new Set(workloads.map(({ cluster }) => cluster))];
  const wanted = (options.cluster ?? (clusters.length > 1 ? options.context : clusters[0])) as string | undefined;
  const found = workloads.filter(({ cluster }) => cluster === wanted);
  if (found.length > 0 || workloads.length === 0) return found;
  throw new CouldNot(
    wanted === undefined
      ? `The app has workloads on ${clusters.length} clusters, and a context leads to one.`
      : `The app has nothing on the cluster ${wanted}.`,
    `Say which of them the context is: --cluster ${clusters.join(' or --cluster ')}.`,
  );
}

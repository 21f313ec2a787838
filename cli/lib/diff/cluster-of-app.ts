import { againstCluster } from './against-cluster';
import { synthOf } from './against-revision';
import { Comparison } from './comparison';
import { sidesOf, Side } from './side';
import { findVerdictProgram } from './verdict/verdict-program';
import { Project } from '../app/project';
import { newKey } from '../app/run-app';
import { ClusterReader } from '../cluster/cluster-reader';
import { CouldNot } from '../outcome';

/** Which cluster an app is compared with. */
export interface AgainstClusterOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly reader: ClusterReader;
  /** The cluster's name in the app, if it was given. */
  readonly cluster?: string;
  /** The namespace of objects that name none, if it was given. */
  readonly namespace?: string;
  /** The context, in words. */
  readonly context: string;
}

/** The synth of the working tree against what a cluster runs. */
export async function projectAgainstCluster(project: Project, options: AgainstClusterOptions): Promise<Comparison> {
  const { reader, env } = options;
  const key = newKey();
  const [synth, version] = await Promise.all([synthOf(project, key, options, 'The app'), reader.version()]);
  if (version.failure) {
    throw new CouldNot(`The cluster cannot be reached: ${version.failure.message}.`, 'Look at --context and --kubeconfig.');
  }
  const { after } = sidesOf({ directory: project.directory, records: [] }, synth);
  const clusters = synth.records.flatMap(record => record.clusters.filter(({ declared }) => declared).map(({ name }) => name));
  const cluster = clusterNamed(options.cluster, [...new Set(clusters)]);
  return againstCluster(onCluster(after, cluster), {
    reader,
    cluster,
    key,
    namespace: options.namespace ?? await reader.namespace(),
    program: findVerdictProgram(version.value, project.directory, env),
    base: `the cluster ${cluster === undefined ? '' : `${cluster}, `}${options.context}, Kubernetes ${version.value}`,
  });
}

/** The one that was named, or the only one; undefined if the app knows none. */
function clusterNamed(wanted: string | undefined, all: readonly string[]): string | undefined {
  if (wanted === undefined && all.length <= 1) return all[0];
  if (wanted !== undefined && all.includes(wanted)) return wanted;
  const fix = `Say which of the app's clusters it is: ${all.map(name => `--cluster ${name}`).join(', or ')}.`;
  if (wanted === undefined) throw new CouldNot('The app has several clusters.', fix);
  throw new CouldNot(`The app has no cluster ${JSON.stringify(wanted)}.`, all.length === 0 ? 'Leave --cluster out.' : fix);
}

/** What is applied to a cluster: what is on none is applied to any. */
function onCluster(side: Side, cluster: string | undefined): Side {
  return {
    ...side,
    objects: side.objects.filter(each => each.cluster === undefined || each.cluster === cluster || cluster === undefined),
    workloads: side.workloads.filter(({ record }) => cluster === undefined || record.cluster === cluster),
  };
}

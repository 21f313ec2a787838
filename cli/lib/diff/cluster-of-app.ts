import { SynthesisRecord } from 'cdk8s-pinterest';
import { againstCluster } from './against-cluster';
import { synthOf } from './against-revision';
import { Comparison } from './comparison';
import { PlannedObject } from './objects/planned-object';
import { pastOf } from './past-app';
import { sidesOf, Side } from './side';
import { findVerdictProgram } from './verdict/verdict-program';
import { Project } from '../app/project';
import { newKey } from '../app/run-app';
import { ClusterReader } from '../cluster/cluster-reader';
import { FailureReason } from '../cluster/read';
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
  /** A revision at which the app had what it may no longer have, if it was given. */
  readonly revision?: string;
}

/** The synth of the working tree against what a cluster runs. */
export async function projectAgainstCluster(project: Project, options: AgainstClusterOptions): Promise<Comparison> {
  const { reader, env } = options;
  const key = newKey();
  const [synth, version] = await Promise.all([synthOf(project, key, options, 'The app'), reader.version()]);
  // A server that was built from source may not say it.
  if (version.failure && version.failure.reason !== FailureReason.OTHER) {
    throw new CouldNot(`The cluster cannot be reached: ${version.failure.message}.`, 'Look at --context and --kubeconfig.');
  }
  const { after } = sidesOf({ directory: project.directory, records: [] }, synth);
  const clusters = synth.records.flatMap(record => record.clusters.filter(({ declared }) => declared));
  const cluster = clusterNamed(options.cluster, [...new Set(clusters.map(({ name }) => name))]);
  const planned = clusters.find(({ name }) => name === cluster)?.version;
  const known = version.value ?? planned;
  const comparison = await againstCluster(onCluster(after, cluster), {
    reader,
    cluster: cluster ?? onlyCluster(synth.records),
    key,
    namespace: options.namespace ?? await reader.namespace(),
    server: { version: known, program: known === undefined ? undefined : findVerdictProgram(known, project.directory, env) },
    base: baseText(cluster, options.context, version.value),
    past: pastOf(project, key, { ...options, isOn: object => isOn(object, cluster) }),
  });
  if (planned === undefined || version.value === undefined || planned === version.value) return comparison;
  const note = `The platform says that the cluster runs Kubernetes ${planned}, and it runs ${version.value}.`;
  return { ...comparison, notes: [note, ...comparison.notes] };
}

function baseText(cluster: string | undefined, context: string, version: string | undefined): string {
  const named = cluster === undefined ? context : `${cluster}, ${context}`;
  return `the cluster ${named}${version === undefined ? '' : `, Kubernetes ${version}`}`;
}

/** The one that was named, or the only one; undefined if the app knows none. */
export function clusterNamed(wanted: string | undefined, all: readonly string[]): string | undefined {
  if (wanted === undefined && all.length <= 1) return all[0];
  if (wanted !== undefined && all.includes(wanted)) return wanted;
  const fix = `Say which of the app's clusters it is: ${all.map(name => `--cluster ${name}`).join(', or ')}.`;
  if (wanted === undefined) throw new CouldNot('The app has several clusters.', fix);
  throw new CouldNot(`The app has no cluster ${JSON.stringify(wanted)}.`, all.length === 0 ? 'Leave --cluster out.' : fix);
}

/** That of an app without a platform, by whose name its objects are known, too. */
function onlyCluster(records: readonly SynthesisRecord[]): string | undefined {
  const names = new Set(records.flatMap(({ clusters }) => clusters.map(({ name }) => name)));
  return names.size === 1 ? [...names][0] : undefined;
}

/** What is applied to a cluster: what is on none is applied to any. */
export function onCluster(side: Side, cluster: string | undefined): Side {
  return {
    ...side,
    objects: side.objects.filter(each => isOn(each, cluster)),
    workloads: side.workloads.filter(({ record }) => cluster === undefined || record.cluster === cluster),
  };
}

function isOn(object: PlannedObject, cluster: string | undefined): boolean {
  return object.cluster === undefined || object.cluster === cluster || cluster === undefined;
}

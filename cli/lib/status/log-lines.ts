import { Urgency } from './finding';
import { ClusterStatus } from './gather';
import { ClusterReader } from '../cluster/cluster-reader';

/** The end of the log of a container that failed. */
export interface LogLines {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly lines: readonly string[];
}

const LINES = 20;
const CONTAINERS = 5;

/** Of what needs a person, where its log says more. */
export async function lastLines(cluster: ClusterReader, { workloads }: ClusterStatus): Promise<LogLines[]> {
  const wanted = workloads.flatMap(({ namespace, findings }) => findings.flatMap(({ urgency, pods = [], container, logged }) => (
    urgency === Urgency.PERSON && logged !== undefined && container !== undefined && pods.length > 0
      ? [{ namespace, pod: pods[0], container, previous: logged === 'previous' }] : []
  ))).slice(0, CONTAINERS);
  const read = await Promise.all(wanted.map(async ({ namespace, pod, container, previous }) => {
    const { value = '' } = await cluster.log(namespace, pod, { container, previous, tailLines: LINES });
    return { namespace, pod, container, lines: value.split('\n').filter(line => line !== '') };
  }));
  return read.filter(({ lines }) => lines.length > 0);
}

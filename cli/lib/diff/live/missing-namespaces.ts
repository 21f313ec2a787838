import { LiveObjects } from './live-objects';
import { ClusterReader } from '../../cluster/cluster-reader';
import { FailureReason } from '../../cluster/read';
import { resource } from '../../cluster/resource';
import { PlannedObject } from '../objects/planned-object';

const NAMESPACES = resource('v1', 'namespaces');

/** Namespaces in which objects are to be, and that neither the cluster nor the app has. */
export async function missingNamespaces(
  reader: ClusterReader, objects: readonly PlannedObject[], { found }: LiveObjects,
): Promise<string[]> {
  const used = new Set([...found.values()].map(({ metadata: { namespace } }) => namespace));
  const isMade = ({ kind, apiVersion }: PlannedObject) => kind === 'Namespace' && apiVersion === 'v1';
  const made = new Set(objects.filter(isMade).map(({ name }) => name));
  const wanted = [...new Set(objects.flatMap(({ namespace }) => namespace ?? []))]
    .filter(each => !used.has(each) && !made.has(each));
  const read = await Promise.all(wanted.map(each => reader.get(NAMESPACES, each)));
  return wanted.filter((_, n) => read[n].failure?.reason === FailureReason.NOT_FOUND);
}

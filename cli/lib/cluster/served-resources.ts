import { ClusterReader } from './cluster-reader';
import { ServedResource } from './resource';
import { CouldNot } from '../outcome';

/** The resources of a cluster. @throws CouldNot if it does not say them: without, nothing of it can be read */
export async function servedResources(reader: ClusterReader): Promise<ServedResource[]> {
  const resources = await reader.resources();
  if (!resources.failure) return resources.value;
  throw new CouldNot(
    `The cluster cannot be read: ${resources.failure.message}.`, 'Look at --context, --kubeconfig, and your permissions.',
  );
}

import { CouldNot } from '../outcome';
import { componentOf } from '../status/containers';
import { Pod } from '../status/snapshot/objects';

const DEFAULT = 'kubectl.kubernetes.io/default-container';

/** The container whose log is meant: the application's, if none is named. @throws CouldNot if the pod has no such container */
export function containerOf({ metadata, spec }: Pod, wanted: string | undefined): string {
  const all = [...spec?.containers ?? [], ...spec?.initContainers ?? []].map(({ name }) => name);
  if (wanted === undefined) {
    const application = all.find(name => name === 'app') ?? all.find(name => componentOf(name) === undefined);
    return metadata.annotations?.[DEFAULT] ?? application ?? all[0];
  }
  if (all.includes(wanted)) return wanted;
  throw new CouldNot(`The pod ${metadata.name} has no container ${JSON.stringify(wanted)}.`, `Write one of: ${all.join(', ')}.`);
}

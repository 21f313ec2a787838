import { RecordedItem, RecordedOrigin, RecordedWorkload } from 'cdk8s-pinterest';
import { podTemplates } from '../effects/pod-templates';
import { Path, startsWith } from '../fields/path';
import { PlannedObject } from '../objects/planned-object';

/** Who has put a field there: whoever has put the item of the pod there in which it is; otherwise whoever has made the object. */
export function fieldOrigin(path: Path, object: PlannedObject, workload: RecordedWorkload | undefined): RecordedOrigin {
  const template = podTemplates(object.content).find(each => startsWith(path, each.path));
  const item = template && workload && itemAt(path.slice(template.path.length), workload.items);
  return item?.origin ?? object.origin;
}

const LABELS: Readonly<Record<string, string>> = { labels: 'label', annotations: 'annotation' };

/** @param path below the template of a pod */
function itemAt([part, list, name, inner, innerName]: Path, items: readonly RecordedItem[]): RecordedItem | undefined {
  if (part === 'metadata') return items.find(each => each.type === LABELS[list] && each.name === name);
  const named = name?.slice(1, -1);
  if (list === 'volumes') return items.find(each => each.type === 'volume' && each.name === named);
  if (list !== 'containers' && list !== 'initContainers') return undefined;
  const type = { env: 'variable', volumeMounts: 'mount' }[inner];
  const inside = innerName?.slice(1, -1);
  return items.find(each => type !== undefined && each.type === type && each.container === named && each.name === inside)
    ?? items.find(each => each.type === 'container' && each.name === named);
}

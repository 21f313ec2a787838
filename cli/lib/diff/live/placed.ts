import { kindKey } from './kinds';
import { ServedResource } from '../../cluster/resource';
import { groupOf, PlannedObject } from '../objects/planned-object';
import { withTextAsData } from '../objects/secret-values';

/** As they are applied: in their namespaces, if their kinds are in any. */
export function placed(
  objects: readonly PlannedObject[], resources: readonly ServedResource[], namespace: string,
): PlannedObject[] {
  const anywhere = new Set(resources.filter(({ namespaced }) => !namespaced).map(kindKey));
  return objects.map(object => {
    const isAnywhere = anywhere.has(kindKey({ kind: object.kind, group: groupOf(object.apiVersion) }));
    return {
      ...object,
      namespace: isAnywhere ? undefined : (object.namespace ?? namespace),
      content: withTextAsData(object.content),
    };
  });
}

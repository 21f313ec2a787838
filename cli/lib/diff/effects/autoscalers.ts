import { isFields, textIn, valueIn } from '../fields/values';
import { groupOf, PlannedObject } from '../objects/planned-object';

/** The autoscalers of objects, by the objects that they scale. */
export class Autoscalers {
  private readonly byTarget = new Map<string, unknown>();

  constructor(objects: readonly PlannedObject[]) {
    for (const { app, cluster, kind, namespace, content } of objects) {
      const target = valueIn(content, 'spec', 'scaleTargetRef');
      if (kind !== 'HorizontalPodAutoscaler' || !isFields(target)) continue;
      const of = { app, cluster, namespace, kind: textIn(target, 'kind') ?? '', name: textIn(target, 'name') ?? '' };
      this.byTarget.set(keyOf({ ...of, apiVersion: textIn(target, 'apiVersion') ?? '' }), content);
    }
  }

  /** The manifest of the one that scales an object. */
  public of(object: PlannedObject): unknown {
    return this.byTarget.get(keyOf(object));
  }
}

type Scaled = Pick<PlannedObject, 'app' | 'cluster' | 'namespace' | 'apiVersion' | 'kind' | 'name'>;

function keyOf({ app, cluster, namespace, apiVersion, kind, name }: Scaled): string {
  return JSON.stringify([app, cluster, namespace, groupOf(apiVersion), kind, name]);
}

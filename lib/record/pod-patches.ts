import { numbered, patchesAt } from './patches-at';
import { FieldPlace } from './pod-place';
import { RecordedItem } from './recorded-workload';
import { Fields, isFields } from '../references/fields';
import { OriginType } from '../tree/origin';

interface Applied {
  /** What it does: `add /tolerations/1`, with a number where it has added to the end of a list. */
  readonly operation: string;
  readonly patch: RecordedItem;
}

/** The patches of the pods of a workload. */
export class PodPatches {
  private readonly applied: Applied[];

  /** @param spec what has come of them */
  constructor(patches: readonly RecordedItem[], spec: Fields) {
    const containers = [spec.initContainers, spec.containers].flat().filter(isFields);
    const operations = new Map<RecordedItem, string>();
    // Their paths begin at the spec, or at a container.
    for (const container of new Set(patches.map(patch => patch.container))) {
      const own = patches.filter(patch => patch.container === container);
      const content = container === undefined ? spec : containers.find(({ name }) => name === container);
      numbered(own.map(({ name }) => name), content).forEach((operation, n) => operations.set(own[n], operation));
    }
    this.applied = patches.map(patch => ({ patch, operation: operations.get(patch)! }));
  }

  /** The last one that has changed a field, if it is the author's: those of a kind or a component have reasons of their own. */
  public at({ patchedAt, item }: FieldPlace, keys: readonly string[]): RecordedItem | undefined {
    if (patchedAt === undefined) return undefined;
    const depth = keys.length - patchedAt.length;
    const container = item?.container ?? item?.name;
    const last = this.applied.filter(({ operation, patch }) => {
      if (patch.container === undefined) return patchesAt([operation], keys.slice(depth)).length > 0;
      return patch.container === container && patchesAt([operation], keys.slice(depth + 2)).length > 0;
    }).at(-1)?.patch;
    return last?.origin.type === OriginType.USER ? last : undefined;
  }
}

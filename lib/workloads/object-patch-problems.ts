import { ApiObject } from 'cdk8s';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { Application } from '../pod/application';
import { lostItems, lostWords } from '../pod/patch-problems';
import { PodPlan } from '../pod/pod-plan';
import { renderPod } from '../pod/render';
import { objectPatches } from '../tree/object-patches';
import { Problem } from '../validation/problem';

/** A user's patches of the native objects must not drop what is in their pods, either. */
export function objectPatchProblems(
  objects: ApiObject[], app: Application, plan: PodPlan, version: KubernetesVersion,
): Problem[] {
  return objects.flatMap(object => {
    const patches = objectPatches(object);
    const spec = patches.length > 0 ? podSpecOf(object) : undefined;
    if (!spec) return [];
    const lost = lostItems(app, plan, renderPod(app, plan, version).spec!, spec);
    return lost.length === 0 ? [] : [{
      field: `${object.kind}.addJsonPatch`,
      value: patches.map(patch => patch._toJson()).map(({ op, path }) => `${op} ${path}`),
      rule: lostWords(lost),
      fix: 'Add to it instead, for example with "/-" at the end of the path, or write it as a property of the workload.',
    }];
  });
}

/** The pods of an object as it is written; those of a CronJob are deeper. */
function podSpecOf(object: ApiObject): PodSpec | undefined {
  try {
    const { spec } = object.toJson();
    return (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
  } catch {
    // A patch that does not fit is told when the object is written.
    return undefined;
  }
}

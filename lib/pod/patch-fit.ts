import { JsonPatch } from 'cdk8s';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { PlannedPatch } from './pod-contents';
import { PodPlan } from './pod-plan';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { misfitOf } from '../tree/patch-misfit';
import { messageOf } from '../validation/message';
import { Problem } from '../validation/problem';

/** A patch that the pod has no place for. */
export class PatchMisfit extends Error {
  constructor(public readonly problem: Problem, public readonly patch: PlannedPatch) {
    const { operation, container, origin } = patch;
    const { op, path } = operation._toJson();
    const where = container === undefined ? 'the pod\'s spec' : `the container "${container}"`;
    super(`The patch "${op} ${path}" of ${where}, added by ${origin}, ${problem.rule}. ${problem.fix}`);
  }
}

/** Applies a patch. @throws PatchMisfit if it does not fit */
export function applyPatch<T>(value: T, patch: PlannedPatch): T {
  const why = misfitOf(value, patch.operation);
  if (why !== undefined) throw new PatchMisfit(problemOf(patch, why), patch);
  const patched = applied(value, patch);
  if (patch.container === undefined && !hasContainers(patched)) {
    throw new PatchMisfit(problemOf(patch, 'no list of containers is left', 'A pod has one: leave it there.'), patch);
  }
  return patched;
}

function hasContainers(spec: unknown): boolean {
  const { containers, initContainers = [] } = spec as Partial<PodSpec>;
  const lists = [containers, initContainers];
  return lists.every(list => Array.isArray(list) && list.every(each => typeof each === 'object' && each !== null));
}

function applied<T>(value: T, patch: PlannedPatch): T {
  try {
    return JsonPatch.apply(value, patch.operation);
  } catch (error) {
    // What follows the first line is the whole pod.
    throw new PatchMisfit(problemOf(patch, messageOf(error).split('\n')[0]), patch);
  }
}

/** The patches that do not fit. One that changes the same field as an earlier one would say the same, and is left out. */
export function misfitProblems(
  app: Application, plan: PodPlan, version: KubernetesVersion,
  render: (app: Application, plan: PodPlan, version: KubernetesVersion, patches: PlannedPatch[]) => unknown,
): Problem[] {
  let { patches } = plan._read();
  const problems: Problem[] = [];
  while (patches.length > 0) {
    try {
      render(app, plan, version, patches);
      break;
    } catch (error) {
      if (!(error instanceof PatchMisfit)) throw error;
      problems.push(error.problem);
      patches = patches.filter(patch => placeOf(patch) !== placeOf(error.patch));
    }
  }
  return problems;
}

/** The container, and the field of it or of the pod's spec. */
function placeOf({ operation, container = '' }: PlannedPatch): string {
  return `${container} ${`${operation._toJson().path}`.split('/')[1]}`;
}

function problemOf(
  { operation, container, origin }: PlannedPatch, why: string, fix = 'Patch what is there, or add what it is in first.',
): Problem {
  const { op, path } = operation._toJson();
  return {
    field: container === undefined ? 'pod.patch' : `pod.patchContainer("${container}")`,
    value: `${op} ${path}`,
    rule: `does not fit: ${why}`,
    fix: `It is added by ${origin}. ${fix}`,
  };
}

import { JsonPatch } from 'cdk8s';
import { Application } from './application';
import { PlannedPatch } from './pod-contents';
import { PodPlan } from './pod-plan';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { misfitOf } from '../tree/patch-misfit';
import { messageOf } from '../validation/message';
import { Problem } from '../validation/problem';

/** A patch that the pod has no place for. */
export class PatchMisfit extends Error {
  constructor(public readonly problem: Problem, { operation, container, origin }: PlannedPatch) {
    const { op, path } = operation._toJson();
    const where = container === undefined ? 'the pod\'s spec' : `the container "${container}"`;
    super(`The patch "${op} ${path}" of ${where}, added by ${origin}, ${problem.rule}. ${problem.fix}`);
  }
}

/** Applies a patch. @throws PatchMisfit if it does not fit */
export function applyPatch<T>(value: T, patch: PlannedPatch): T {
  const why = misfitOf(value, patch.operation);
  if (why !== undefined) throw new PatchMisfit(problemOf(patch, why), patch);
  try {
    return JsonPatch.apply(value, patch.operation);
  } catch (error) {
    // What follows the first line is the whole pod.
    throw new PatchMisfit(problemOf(patch, messageOf(error).split('\n')[0]), patch);
  }
}

/** The first patch that does not fit: what comes after it would say the same. */
export function misfitProblems(
  app: Application, plan: PodPlan, version: KubernetesVersion,
  render: (app: Application, plan: PodPlan, version: KubernetesVersion) => unknown,
): Problem[] {
  if (plan._read().patches.length === 0) return [];
  try {
    render(app, plan, version);
  } catch (error) {
    if (error instanceof PatchMisfit) return [error.problem];
    throw error;
  }
  return [];
}

function problemOf({ operation, container, origin }: PlannedPatch, why: string): Problem {
  const { op, path } = operation._toJson();
  return {
    field: container === undefined ? 'pod.patch' : `pod.patchContainer("${container}")`,
    value: `${op} ${path}`,
    rule: `does not fit: ${why}`,
    fix: `It is added by ${origin}. Patch what is there, or add what it is in first.`,
  };
}

import { JsonPatch } from 'cdk8s';
import { Application } from './application';
import { PlannedPatch } from './pod-contents';
import { PodPlan } from './pod-plan';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { messageOf } from '../validation/message';
import { Problem } from '../validation/problem';
import { visible } from '../validation/words';

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

/** The operations that need only the place, not a value there. */
const MAKES = ['add', 'move', 'copy'];

/** Why an operation cannot be done, if that is so. */
function misfitOf(document: unknown, operation: JsonPatch): string | undefined {
  const { op, path, from } = operation._toJson();
  if (path === '') return 'its path is the whole of it';
  const wrongSource = from === undefined ? undefined : missing(document, from, false);
  return wrongSource ?? missing(document, path, MAKES.includes(op));
}

/** What a pointer does not find, and what is there instead. */
function missing(document: unknown, pointer: unknown, makes: boolean): string | undefined {
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) return 'its path must begin with "/"';
  const tokens = pointer.split('/').slice(1).map(token => token.replace(/~1/g, '/').replace(/~0/g, '~'));
  let at = document;
  for (const [n, token] of tokens.entries()) {
    const isNew = makes && n === tokens.length - 1;
    if (!(isNew ? canHave(at, token) : has(at, token))) {
      const parent = tokens.slice(0, n).map(each => `/${each}`).join('');
      return visible(`there is no "${parent}/${token}", ${contentsOf(at, parent)}`);
    }
    at = (at as Record<string, unknown>)[token];
  }
  return undefined;
}

function has(parent: unknown, token: string): boolean {
  if (Array.isArray(parent)) return /^\d+$/.test(token) && Number(token) < parent.length;
  return typeof parent === 'object' && parent !== null && Object.prototype.hasOwnProperty.call(parent, token);
}

function canHave(parent: unknown, token: string): boolean {
  if (Array.isArray(parent)) return token === '-' || (/^\d+$/.test(token) && Number(token) <= parent.length);
  return typeof parent === 'object' && parent !== null;
}

function contentsOf(value: unknown, pointer: string): string {
  const where = pointer === '' ? 'there' : `in "${pointer}"`;
  if (Array.isArray(value)) return `and ${where} are ${value.length} items`;
  if (typeof value !== 'object' || value === null) return `and "${pointer}" is a ${typeof value}`;
  const names = Object.keys(value);
  return names.length === 0 ? `and nothing is ${where}` : `and ${where} are ${names.join(', ')}`;
}

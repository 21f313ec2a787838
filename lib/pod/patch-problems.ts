import type { PodSpec, Volume } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { PatchMisfit } from './patch-fit';
import { PlannedPatch, PodContents } from './pod-contents';
import { PodPlan } from './pod-plan';
import { renderPod } from './render';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { Origin, OriginType } from '../tree/origin';
import { Problem } from '../validation/problem';

/** Something of a pod that others than the user have put there, and what makes it that; undefined once it is gone. */
interface Added {
  readonly what: string;
  readonly value: string | undefined;
}

/** A user's patches may change what is there, but must not drop what a component or a kind has added. */
export function patchProblems(app: Application, plan: PodPlan, version: KubernetesVersion): Problem[] {
  const contents = plan._read();
  const isUsers = ({ origin }: PlannedPatch) => origin.type === OriginType.USER;
  const users = contents.patches.filter(isUsers);
  if (users.length === 0) return [];
  try {
    const others = contents.patches.filter(patch => !isUsers(patch));
    const seen = (patches: PlannedPatch[]) => addedTo(renderPod(app, plan, version, patches).spec!, app, contents);
    let before = seen(others);
    return users.flatMap((patch, n) => {
      const after = seen([...others, ...users.slice(0, n + 1)]);
      const lost = before.filter(({ value }, m) => value !== undefined && value !== after[m].value);
      before = after;
      return lost.length === 0 ? [] : [problemOf(patch, lost.map(({ what }) => what))];
    });
  } catch (error) {
    // One that does not fit is told as such.
    if (error instanceof PatchMisfit) return [];
    throw error;
  }
}

function problemOf({ operation, container }: PlannedPatch, lost: string[]): Problem {
  const { op, path } = operation._toJson();
  return {
    field: container === undefined ? 'pod.patch' : `pod.patchContainer("${container}")`,
    value: `${op} ${path}`,
    rule: lostWords(lost),
    fix: 'Add to it instead, for example with "/-" at the end of the path, or write it as a property of the workload.',
  };
}

/** What is lost between two states of a pod. */
export function lostItems(app: Application, plan: PodPlan, before: PodSpec, after: PodSpec): string[] {
  const [first, second] = [before, after].map(spec => addedTo(spec, app, plan._read()));
  return first.filter(({ value }, n) => value !== undefined && value !== second[n].value).map(({ what }) => what);
}

export function lostWords(lost: string[]): string {
  return `removes or replaces ${lost.slice(0, MOST).join(', ')}${lost.length > MOST ? ' and more' : ''}`;
}

/** Nobody reads a longer list. */
const MOST = 3;

/** Always the same things in the same order. */
function addedTo(spec: PodSpec, { name: application, mounts: kinds }: Application, contents: PodContents): Added[] {
  const { env, envOrigins, volumes, volumeOrigins, mounts, mountOrigins, containers, nodeLabels } = contents;
  const all = [...spec.initContainers ?? [], ...spec.containers];
  const own = all.find(({ name }) => name === application);
  const volumeAt = (path: string) => own?.volumeMounts?.find(each => each.mountPath === path)?.name;
  return [
    { what: `the container "${application}"`, value: own && application },
    containers.filter(({ origin }) => isOthers(origin)).map(({ name, origin }) => (
      { what: `the container "${name}" of ${origin}`, value: all.find(each => each.name === name)?.name }
    )),
    [...env.keys()].map((name, n) => ({ name, origin: envOrigins[n] })).filter(({ origin }) => isOthers(origin))
      .map(({ name, origin }) => (
        { what: `the variable "${name}" of ${origin}`, value: own?.env?.find(each => each.name === name)?.name }
      )),
    [...volumes.keys()].map((name, n) => ({ name, origin: volumeOrigins[n] })).filter(({ origin }) => isOthers(origin))
      .map(({ name, origin }) => (
        { what: `the volume "${name}" of ${origin}`, value: typeOf(spec.volumes?.find(each => each.name === name)) }
      )),
    kinds.map(({ mountPath }) => ({ what: `the mount at ${mountPath} of the kind`, value: volumeAt(mountPath) })),
    mounts.map(({ path }, n) => ({ path, origin: mountOrigins[n] })).filter(({ origin }) => isOthers(origin))
      .map(({ path, origin }) => (
        { what: `the mount at ${path} of ${origin}`, value: volumeAt(path) }
      )),
    [...nodeLabels].map(label => (
      { what: `what nodes must have: the label "${label}"`, value: isRequired(label, spec) ? label : undefined }
    )),
  ].flat();
}

/** The type of its source: a patch may say more of it. */
function typeOf(volume: Volume | undefined): string | undefined {
  return volume && Object.keys(volume).filter(field => field !== 'name').join();
}

function isOthers({ type }: Origin): boolean {
  return type !== OriginType.USER;
}

/** Terms are alternatives, so each of them needs the label. */
function isRequired(label: string, { affinity }: PodSpec): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms.length > 0 && terms.every(({ matchExpressions = [] }) => (
    matchExpressions.some(({ key, operator }) => key === label && operator === 'Exists')
  ));
}

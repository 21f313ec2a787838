import { entryFor, ExplainedObject, Explanation } from './explanation';
import { childrenOf, nodeAt, nodesEndingIn, stepsOf } from './field-path';
import { Asked } from './field-text';
import { Pod } from './pod';
import { CouldNot } from '../outcome';

/**
 * The fields that a user means: `spec.replicas`, `Deployment:spec.replicas`, `Deployment/api:spec.replicas`, `Deployment/api` for
 * the object itself; a path from the pod's spec on, `containers[app].image`, is one, too, and so is the end of one that leads to
 * one place, `env[TZ]`.
 *
 * @throws CouldNot if there is none, with what there is, or several, with all of them
 */
export function ask({ objects, pods }: Explanation, wanted: string): Asked[] {
  const { which, path } = partsOf(wanted, objects);
  const candidates = objects.filter(object => which === undefined || isCalled(object, which));
  if (candidates.length === 0) throw noObject(which ?? '', objects);
  if (path === '') return candidates.map(object => asked(object, ''));
  const isOfPod = /^(containers|initContainers|volumes)\b/.test(path);
  const find = (each: string, startsOf: (object: ExplainedObject) => string[]) => candidates.flatMap(object => startsOf(object)
    .filter(start => 'node' in nodeAt(object.content, start + each)).map(start => asked(object, start + each)));
  const inObject = () => [''];
  const inPod = ({ kind, name }: ExplainedObject) => pods.filter(({ object }) => object === `${kind}/${name}`)
    .map(({ at }) => `${at}.spec.`);
  // Where a sidecar is depends on the version of Kubernetes.
  const paths = [path, path.replace(/(^|\.)containers\[/, '$1initContainers[')];
  for (const [each, startsOf] of [inObject, inPod].flatMap(starts => paths.map(one => [one, starts] as const))) {
    const found = find(each, startsOf);
    if (found.length > 0) return found;
  }
  const all = anywhere(path, candidates, pods) ?? inConfiguration(path, candidates, pods);
  if (all === undefined) throw noField(paths, candidates, pods, isOfPod);
  return all;
}

/** What ends so: one place, be it in several objects. @throws CouldNot if there are several */
function anywhere(path: string, objects: readonly ExplainedObject[], pods: readonly Pod[]): Asked[] | undefined {
  const ends = objects.flatMap(object => nodesEndingIn(object.content, path).map(node => ({ object, node })));
  if (ends.length === 0) return undefined;
  const places = new Set(ends.map(({ node }) => node.path));
  if (places.size === 1) return ends.map(({ object, node }) => asked(object, node.path));
  const isOne = new Set(ends.map(({ object }) => object)).size === 1;
  const short = ({ object: { kind, name }, node }: typeof ends[number]) => {
    const pod = pods.find(({ object, at }) => object === `${kind}/${name}` && node.path.startsWith(`${at}.spec.`));
    const inside = pod === undefined ? node.path : node.path.slice(`${pod.at}.spec.`.length);
    return isOne || pod !== undefined ? inside : `${kind}/${name}:${inside}`;
  };
  const all = [...new Set(ends.map(short))];
  throw new CouldNot(
    `${JSON.stringify(path)} is in ${all.length} places.`,
    `Write one of: ${all.slice(0, 20).join(', ')}${all.length > 20 ? ', ...' : ''}.`,
  );
}

/** A variable of `config.env`, which a container has from a ConfigMap: `env[LOG_LEVEL]`. */
function inConfiguration(path: string, objects: readonly ExplainedObject[], pods: readonly Pod[]): Asked[] | undefined {
  const [, variable] = /(?:^|\.)env\[([\w-]+)\]$/.exec(path) ?? [];
  if (variable === undefined) return undefined;
  return anywhere(`data.${variable}`, objects.filter(({ kind }) => kind === 'ConfigMap'), pods);
}

/** Before a colon or alone: the object. Labels may have colons, so that it must be one that there is. */
function partsOf(wanted: string, objects: readonly ExplainedObject[]): { readonly which?: string; readonly path: string } {
  const colon = wanted.indexOf(':');
  const which = colon < 0 ? wanted : wanted.slice(0, colon);
  const isObject = /^[A-Z]/.test(which) && (colon >= 0 || objects.some(object => isCalled(object, which)) || !/[.[]/.test(which));
  return isObject ? { which, path: colon < 0 ? '' : wanted.slice(colon + 1) } : { path: wanted };
}

function isCalled({ kind, name }: ExplainedObject, which: string): boolean {
  return which === kind || which === `${kind}/${name}`;
}

function asked(object: ExplainedObject, path: string): Asked {
  const found = nodeAt(object.content, path);
  if (!('node' in found)) throw new Error(`There is no ${path}.`);
  const { node } = found;
  const inside = object.fields.filter(({ pointer }) => pointer.startsWith(`${node.pointer}/`));
  const { kind, name, file } = object;
  const isInside = node.pointer === '' || object.fields.some(({ pointer }) => (
    node.pointer === pointer || node.pointer.startsWith(`${pointer}/`)
  ));
  return { object: { kind, name, file }, field: node.pointer === '' ? object.itself : entryFor(object, node), isInside, inside };
}

function noObject(which: string, objects: readonly ExplainedObject[]): CouldNot {
  const all = objects.map(({ kind, name }) => `${kind}/${name}`);
  return new CouldNot(`It has no object ${JSON.stringify(which)}.`, `Write one of: ${all.join(', ')}.`);
}

/** Where the path ends that goes farthest, and what is there. */
function noField(paths: readonly string[], objects: readonly ExplainedObject[], pods: readonly Pod[],
  isOfPod: boolean): CouldNot {
  const podOf = ({ kind, name }: ExplainedObject) => pods.find(({ object }) => object === `${kind}/${name}`);
  const ends = objects.flatMap(object => {
    const pod = podOf(object);
    return paths.flatMap(path => {
      const found = nodeAt(object.content, isOfPod && pod ? `${pod.at}.spec.${path}` : path);
      return 'at' in found ? [{ object, makesPods: pod !== undefined, ...found }] : [];
    });
  // Of those that are as near, the one that makes the pods is mostly meant.
  }).sort((a, b) => stepsOf(b.at.path).length - stepsOf(a.at.path).length || Number(b.makesPods) - Number(a.makesPods));
  const [{ object, missing, at }] = ends;
  const where = `${object.kind}/${object.name}${at.path === '' ? '' : ` ${at.path}`}`;
  const all = childrenOf(at).map(child => at.path === '' || /^[[]/.test(child.path.slice(at.path.length))
    ? child.path.slice(at.path.length) : child.path.slice(at.path.length + 1));
  const there = all.length === 0 ? 'Nothing is in it' : `There ${all.length === 1 ? 'is' : 'are'} ${all.slice(0, 30).join(', ')}`;
  return new CouldNot(`${where} has no ${JSON.stringify(missing)}.`, `${there}${all.length > 30 ? ', ...' : ''}.`);
}

import { Finding } from 'cdk8s-pinterest';
import { Built, Written } from './build';
import { describe, inOrder, placeName } from '../documents/fault';
import { Node, Place } from '../documents/node';
import { visible } from '../documents/visible';
import { inYaml } from '../wording/in-yaml';

/**
 * What is wrong with an app, in lines for people: with what is written, and what the constructs say of it, in its order.
 *
 * @param told messages of the faults, which the app reports, too
 */
export function faultLines(
  { faults, written }: Built, findings: readonly Finding[], told: ReadonlySet<string> = new Set(),
): string[] {
  const own = inOrder(faults);
  const located = findings.filter(({ message }) => !told.has(message)).flatMap(finding => {
    const at = locate(finding, written);
    return at === 'told' ? [] : [{ place: at, text: textOf(finding) }];
  });
  const placed = located.filter((each): each is { place: Place; text: string } => each.place !== undefined);
  const all = [
    ...own.map(fault => ({ place: fault.place, line: describe(fault) })),
    ...placed.map(({ place, text }) => ({ place, line: `${placeName(place)}: ${text}` })),
  ].sort(({ place: a }, { place: b }) => a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1);
  return [...new Set([...all.map(({ line }) => line), ...located.filter(({ place }) => !place).map(({ text }) => text)])];
}

/** Problems of one document on several clusters differ in the path alone; it says on which. */
function textOf({ path, message }: Finding): string {
  return visible(`${path ? `[${path}] ` : ''}${inYaml(message)}`);
}

/** Where the property is written that a finding is about; `told` if it was found wrong by its form. */
export function locate({ path, problem }: Finding, written: Built['written']): Place | undefined | 'told' {
  const found = nearest(path ?? '', written);
  if (!found) return undefined;
  const { doc, places, faulty } = found;
  if (!problem) return doc.place;
  if (faulty.has('') || faulty.has(problem.field.split(/[.[]/)[0])) return 'told';
  const node = nodeOf(problem.field, places);
  return node ? valueIn(node, problem.value).place : doc.place;
}

/** The document of a construct, or of the nearest one above it. */
function nearest(path: string, written: Built['written']): Written | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const found = written.get(at);
    if (found) return found;
  }
  return undefined;
}

/** The property, or what it is in. */
function nodeOf(field: string, places: ReadonlyMap<string, Node>): Node | undefined {
  for (let at = field; at !== ''; at = at.replace(/(\.?[^.[\]]+|\[[^\]]*\])$/, '')) {
    const found = places.get(at);
    if (found) return found;
    if (!/[.[]/.test(at)) return undefined;
  }
  return undefined;
}

/** The item of a list that has the value of the problem: `callers = "shop/wbe"` is about one of them. */
function valueIn(node: Node, value: unknown): Node {
  if (typeof value !== 'string' && typeof value !== 'number') return node;
  const wanted = String(value);
  const all = scalarsIn(node);
  return all.find(({ source }) => source === wanted) ?? all.find(
    ({ source }) => source !== '' && wanted.endsWith(`/${source}`),
  ) ?? node;
}

function scalarsIn(node: Node): (Node & { readonly type: 'scalar' })[] {
  if (node.type === 'scalar') return [node];
  return (node.type === 'list' ? [...node.items] : [...node.entries.values()].map(({ value }) => value)).flatMap(scalarsIn);
}

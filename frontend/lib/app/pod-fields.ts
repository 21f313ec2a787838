import { Node } from '../documents/node';
import { itemOf } from '../reading/reading';
import { scalarsIn } from '../reading/scalars-in';

/** The library names what was called and what that added; a document has a list of calls. */
const ADDED = /^pod(?:\.(\w+))?(?:[[(]"((?:[^"\\]|\\.)*)"[\])])?(.*)$/s;
const CONTAINERS = ['addSidecar', 'addInitContainer'];

/** The call of a document that is meant: `pod[2].addEnv` for `pod.addEnv["MODE"]`; undefined if there is none. */
export function fieldInPod(pod: Node | undefined, named: string, value: unknown): string | undefined {
  const [whole, called, name, rest] = ADDED.exec(named) ?? [];
  if (whole === undefined || pod?.type !== 'list') return undefined;
  const isContainer = called === 'containers';
  const calls = pod.items.flatMap((node, n) => {
    const [entry] = node.type === 'mapping' ? [...node.entries.values()] : [];
    const fits = entry && (called === undefined || (isContainer ? CONTAINERS.includes(entry.name) : entry.name === called));
    const texts = scalarsIn(itemOf({ node, path: '', field: '' }, n, node)).map(({ node: { source } }) => source);
    return fits ? [{ field: `pod[${n}]`, call: entry.name, texts }] : [];
  });
  const wanted = name ?? nameIn(value);
  const found = calls.find(({ texts }) => wanted !== undefined && texts.includes(wanted)) ?? calls[0];
  if (!found) return undefined;
  return isContainer && rest !== '' ? `${found.field}${rest}` : `${found.field}.${found.call}`;
}

/** `variable "MODE"` is said of MODE, `replace /image` of a patch of /image. */
function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /"([^"]*)"$/.exec(value)?.[1] ?? value.split(' ').at(-1) : undefined;
}

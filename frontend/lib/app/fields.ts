import { fieldInPod } from './pod-fields';
import { Written } from './written';
import { At, beneath } from '../reading/reading';
import { scalarsIn } from '../reading/scalars-in';

/** A property as it is written. */
export interface WrittenField {
  /** Its value, or what it would be in. */
  readonly at: At;
  /** Such as `spec.scaling.between[0]`. */
  readonly path: string;
}

/** How a property is written that the library names; undefined if it is none of the document. */
export function fieldIn({ places, kept, doc }: Written, named: string, value: unknown): WrittenField | undefined {
  const steps = stepsOf(fieldInPod(doc.pod, named, value) ?? inDocument(kept, named));
  for (let length = steps.length; length > 0; length -= 1) {
    const at = places.get(steps.slice(0, length).join(''));
    if (at) return within(at, steps.slice(length), value);
  }
  return undefined;
}

/** A function may be written by the name that the library gives what it takes: `placement.pool`. */
function within(at: At, [step, ...more]: readonly string[], value: unknown): WrittenField {
  if (step === undefined) {
    const found = itemOf(at, value);
    return { at: found, path: found.path };
  }
  const name = step.replace(/^\./, '');
  const inner = at.node.type === 'mapping' ? at.node.entries.get(name) : undefined;
  return inner ? within(beneath(at, name, inner.value), more, value) : { at, path: [at.path, step, ...more].join('') };
}

/** Whether something is wrong with the form of a property, of one around it or of one in it. */
export function isFaulty({ faulty, kept }: Written, named: string, found: WrittenField | undefined): boolean {
  const field = inDocument(kept, named);
  // Of a list, one item is meant.
  const { field: item } = found?.at ?? { field };
  const meant = isIn(item, field) ? item : field;
  return [...faulty].some(each => each === '' || each === meant || isIn(each, meant) || isIn(meant, each));
}

function isIn(one: string, other: string): boolean {
  return one.startsWith(other) && /^[.[]/.test(one.slice(other.length));
}

/** `scaling`, `.min`, `[0]`, `["a.b"]`. */
function stepsOf(field: string): string[] {
  return field.match(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]|\.?[^.[]+|\./g) ?? [];
}

/** The library counts the items that it has got; the document may have others between them. */
function inDocument(kept: Written['kept'], named: string): string {
  if (kept.size === 0) return named;
  return stepsOf(named).reduce((before, step) => {
    const index = Number(/^\[(\d+)\]$/.exec(step)?.[1]);
    return before + (Number.isNaN(index) ? step : `[${kept.get(before)?.[index] ?? index}]`);
  }, '');
}

/** The item of a list that has the value of a problem: `callers = "shop/wbe"` is about one of them. */
function itemOf(at: At, value: unknown): At {
  if (typeof value !== 'string' && typeof value !== 'number') return at;
  const wanted = String(value);
  const all = scalarsIn(at);
  return all.find(({ node }) => node.source === wanted)
    ?? all.find(({ node }) => node.source !== '' && wanted.endsWith(`/${node.source}`)) ?? at;
}

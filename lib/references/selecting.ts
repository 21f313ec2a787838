import { spoken } from './kind';
import { Pods, podsInWords, SelectablePods } from './selectable-pods';
import { Selector } from './selector';
import { Found, foundIn, plannedFirst, Source } from './source';
import { Likeness } from './typo';

/** An object that selects pods by their labels. */
export interface Selecting {
  readonly source: Source;
  readonly kind: string;
  readonly name: string;
  /** Where its labels are. */
  readonly field: string;
  readonly selector: Selector;
  /** What is wrong, seen from the pods that it selects. */
  readonly judge: (pods: Pods[]) => Found[];
}

/**
 * The pods of an app are right for what selects them. What selects none may be for pods that are made elsewhere, unless its
 * labels are those of pods of the app with a slip of the pen.
 */
export function selectingFound(all: Selecting[], pods: Pods[]): Found[] {
  // They select the pods that they were written for.
  if (all.every(({ source }) => source.isPlanned)) return [];
  const index = new SelectablePods(pods, new Set(all.flatMap(({ selector }) => Object.keys(selector.labels))));
  const selected = new Map<string, Set<Pods>>();
  const found: Found[] = [];
  const without: Selecting[] = [];
  for (const selecting of plannedFirst(all)) {
    const those = index.selectedBy(selecting.selector);
    if (those.length === 0) {
      if (!selecting.source.isPlanned) without.push(selecting);
      continue;
    }
    const before = selected.get(selecting.kind) ?? new Set();
    selected.set(selecting.kind, before);
    for (const each of those) before.add(each);
    found.push(...selecting.judge(those));
  }
  return [...found, ...without.flatMap(each => slip(each, index, selected.get(each.kind)))];
}

function slip({ source, kind, field, selector }: Selecting, index: SelectablePods, selected?: Set<Pods>): Found[] {
  const meant = index.meantBy(selector);
  if (!meant) return [];
  const isSelected = meant.pods.source.isPlanned || selected?.has(meant.pods) === true;
  if (isSelected && meant.likeness === Likeness.PLURAL) return [];
  return [foundIn(source, {
    field,
    value: selector.labels,
    rule: `selects no pods of this app, but nearly those of ${podsInWords([meant.pods])}`
      + `${isSelected ? '' : `, which no ${spoken(kind)} selects`}`,
    fix: `Write ${meant.key}: "${meant.value}"${isSelected ? ', unless other pods are meant' : ''}.`,
  }, isSelected)];
}

/** A line of two texts. */
export interface Line {
  readonly type: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** More lines than these are compared only as a whole. */
const MOST = 1000;

/** What differs between two lists of lines: the longest common sequence stays. */
export function lineChanges(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (text: string): Line => ({ type: 'same', text });
  return [
    ...before.slice(0, start).map(same),
    ...between(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

function between(before: readonly string[], after: readonly string[]): Line[] {
  const gone = (text: string): Line => ({ type: 'gone', text });
  const added = (text: string): Line => ({ type: 'new', text });
  if (before.length * after.length === 0 || before.length > MOST || after.length > MOST) {
    return [...before.map(gone), ...after.map(added)];
  }
  // The lengths of what is common from each pair of lines on.
  const common = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let b = before.length - 1; b >= 0; b--) {
    for (let a = after.length - 1; a >= 0; a--) {
      common[b][a] = before[b] === after[a] ? common[b + 1][a + 1] + 1 : Math.max(common[b + 1][a], common[b][a + 1]);
    }
  }
  const lines: Line[] = [];
  for (let b = 0, a = 0; b < before.length || a < after.length;) {
    if (b < before.length && a < after.length && before[b] === after[a]) {
      lines.push({ type: 'same', text: before[b++] });
      a++;
    } else if (b < before.length && (a === after.length || common[b + 1][a] >= common[b][a + 1])) {
      lines.push(gone(before[b++]));
    } else {
      lines.push(added(after[a++]));
    }
  }
  return lines;
}

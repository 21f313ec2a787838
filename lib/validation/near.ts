/** Whether one word may be meant by the other: at most two letters differ, or one of a short word, or their order. */
export function isNear(one: string, other: string): boolean {
  if (one.length === other.length && lettersOf(one) === lettersOf(other)) return true;
  const most = Math.min(one.length, other.length) < 6 ? 1 : 2;
  return Math.abs(one.length - other.length) <= most && distance(one.toLowerCase(), other.toLowerCase()) <= most;
}

function lettersOf(word: string): string {
  return [...word.toLowerCase()].sort().join('');
}

/** How many letters are left out, added, or others; two that are swapped count as two. */
function distance(one: string, other: string): number {
  let above = [...other, ''].map((_, n) => n);
  for (const [m, letter] of [...one].entries()) {
    const row = [m + 1];
    for (const [n, against] of [...other].entries()) {
      row.push(Math.min(row[n] + 1, above[n + 1] + 1, above[n] + (letter === against ? 0 : 1)));
    }
    above = row;
  }
  return above[other.length];
}

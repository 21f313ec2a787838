/** Text of several lines as a literal block; undefined if readers would not read the same text back. */
export function literalBlock(text: string, indent: string): string | undefined {
  // Readers differ about the indentation of a block at the root.
  if (indent === '' || endsInBlanks(text)) return undefined;
  // Without a number, the first line that is not empty sets the indentation.
  const indentation = /^\n*[ \t]/.test(text) ? '2' : '';
  const chomping = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-';
  const lines = text.endsWith('\n') ? text.slice(0, -1) : text;
  const indented = lines.split('\n').map(line => line === '' ? line : indent + line).join('\n');
  return `|${indentation}${chomping}\n${indented}`;
}

/** Readers differ about a last line of blanks, and about text that is only blanks. */
function endsInBlanks(text: string): boolean {
  let end = text.length;
  while (end > 0 && text[end - 1] === '\n') end--;
  return /^\s*$/.test(text.slice(text.lastIndexOf('\n', end - 1) + 1, end));
}

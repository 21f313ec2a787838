/** Rows in columns: the first is left-aligned, the others right-aligned. */
export function table(header: string[], rows: string[][]): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map(row => row[column].length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

export const whole = (value: number) => Math.round(value).toLocaleString('en-US');
export const seconds = (value: number) => value.toFixed(2);
export const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

/** Counts, by row and column. */
export class Tally<Column extends string> {
  private readonly rows = new Map<string, Map<Column, number>>();

  constructor(private readonly title: string, private readonly columns: Column[]) {}

  public add(row: string, column: Column): void {
    const counts = this.rows.get(row) ?? new Map<Column, number>();
    this.rows.set(row, counts.set(column, (counts.get(column) ?? 0) + 1));
  }

  public total(column: Column): number {
    return [...this.rows.values()].reduce((sum, counts) => sum + (counts.get(column) ?? 0), 0);
  }

  /** A table for people, the largest rows first; the rows after `most` are one. */
  public table(most = 40): string {
    const sum = (counts: Map<Column, number>) => [...counts.values()].reduce((one, other) => one + other, 0);
    const sorted = [...this.rows].sort(([, one], [, other]) => sum(other) - sum(one));
    const rows = sorted.slice(0, most).map(([name, counts]) => [
      name, ...this.columns.map(column => String(counts.get(column) ?? '')),
    ]);
    const others = sorted.slice(most).map(([, counts]) => counts);
    if (others.length > 0) {
      rows.push([`${others.length} others`, ...this.columns.map(column =>
        String(others.reduce((total, counts) => total + (counts.get(column) ?? 0), 0) || ''))]);
    }
    const all = [[this.title, ...this.columns], ...rows, ['all', ...this.columns.map(column => String(this.total(column)))]];
    const widths = all[0].map((_, n) => Math.max(...all.map(row => row[n].length)));
    return all.map(
      row => row.map((cell, n) => n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n])).join('  '),
    ).join('\n');
  }
}

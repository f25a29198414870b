/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  /** @default - left */
  readonly align?: 'left' | 'right';
}

/** Lays out rows under titles, two spaces between columns. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) => columns
    .map(({ align }, index) => (align === 'right' ? (cells[index] ?? '').padStart(widths[index]!) : (cells[index] ?? '').padEnd(widths[index]!)))
    .join('  ').trimEnd();
  return [line(columns.map(({ title }) => title)), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

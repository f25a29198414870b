/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  /** @default - left */
  readonly align?: 'left' | 'right';
}

/** Lays out rows under titles, two spaces between columns. */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const cell = (text: string, index: number) =>
    columns[index]?.align === 'right' ? text.padStart(widths[index]!) : text.padEnd(widths[index]!);
  const titles = columns.map(({ title }) => title);
  const rules = widths.map((width) => '-'.repeat(width));
  return [titles, rules, ...rows].map((cells) => cells.map(cell).join('  ').trimEnd()).join('\n');
}

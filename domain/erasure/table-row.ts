/** A row of a table: where it stands in its file, and its values by the names of their columns. */
export interface TableRow {
  /** The line that it begins on; of Parquet, the number of the row. */
  readonly line: number;
  value(name: string): string | undefined;
  /** All values by name. */
  record(): Readonly<Record<string, string>>;
}

/** Whether a row goes. */
export type Goes = (row: TableRow) => boolean;

/** A row of these values. */
export function rowOf(names: readonly string[], values: readonly string[], line: number): TableRow {
  return {
    line,
    value: (name) => values[names.indexOf(name)],
    record: () => Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
  };
}

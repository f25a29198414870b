const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** One field of CSV, in quotes only where it needs them. */
export function csvField(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** One line of CSV without its end. */
export function csvLine(fields: readonly string[]): string {
  let line = csvField(fields[0] ?? '');
  for (let index = 1; index < fields.length; index += 1) line += `,${csvField(fields[index]!)}`;
  return line;
}

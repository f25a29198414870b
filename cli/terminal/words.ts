/** A point in time as people read it: minutes, UTC. A dash where there is none. */
export function moment(instant: string | Date | null | undefined): string {
  if (instant === null || instant === undefined) return '-';
  const iso = typeof instant === 'string' ? instant : instant.toISOString();
  return iso.slice(0, 16).replace('T', ' ');
}

/** A number with its thousands apart. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** So many things: `1 upload`, `7,042 rows`. */
export function some(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}

/** A metric's value, short. */
export function measure(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  return String(Number(value.toPrecision(4)));
}

/** Text cut to a width, on one line and without what a terminal would obey. */
export function cut(raw: string, width: number): string {
  const text = raw.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** Text on one line: cut to a width on a screen, whole in a file or a pipe. */
export function onScreen(text: string, width: number): string {
  return cut(text, process.stdout.isTTY ? width : Infinity);
}

/** What to type next, as the last block of an answer. */
export function next(...lines: readonly (string | false)[]): string {
  const shown = lines.filter((line) => line !== false);
  return shown.length === 0 ? '' : ['next:', ...shown.map((line) => `  ${line}`)].join('\n');
}

/**
 * Files of the ids that pass: one to a line. `@slow` before one says that it takes long and is left
 * out of the tests; lines with `#` are comments.
 */

/** The ids of a file. */
export interface Ratchet {
  readonly quick: readonly string[];
  readonly slow: readonly string[];
}

const SLOW = '@slow ';

/** Reads the text of a file. */
export function readRatchet(text: string): Ratchet {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return {
    quick: lines.filter((line) => !line.startsWith(SLOW)),
    slow: lines.filter((line) => line.startsWith(SLOW)).map((line) => line.slice(SLOW.length)),
  };
}

/** The text with ids added that it does not have; ids are taken out by hand only. */
export function withPassing(text: string, { quick, slow }: Ratchet): string {
  const known = readRatchet(text);
  const held = new Set([...known.quick, ...known.slow]);
  const fresh = [...quick, ...slow.map((id) => SLOW + id)].filter(
    (line) => !held.has(line.startsWith(SLOW) ? line.slice(SLOW.length) : line),
  );
  const begin = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return (
    begin +
    fresh
      .sort()
      .map((line) => `${line}\n`)
      .join('')
  );
}

/** Columns that a line of code has at most. */
const WIDTH = 100;

/** A name that needs no quotes as a member. */
const PLAIN = /^[A-Za-z_$][\w$]*$/;

/**
 * A value as TypeScript: on one line where that fits, else a member to a line.
 *
 * @param indent columns before the first line
 * @param tail columns after the last one, such as a comma
 */
export function literal(value: unknown, indent = 0, tail = 1): string {
  const line = inline(value);
  if (indent + line.length + tail <= WIDTH || typeof value !== 'object' || value === null)
    return line;
  const pad = ' '.repeat(indent + 2);
  const end = ' '.repeat(indent);
  if (Array.isArray(value)) return `[\n${filled(value, pad)}\n${end}]`;
  const members = given(value).map(([name, member]) => {
    const key = memberName(name);
    return `${pad}${key}: ${literal(member, indent + 2, key.length + 3)},`;
  });
  return `{\n${members.join('\n')}\n${end}}`;
}

/** A text as TypeScript. */
export function quoted(text: string): string {
  const json = JSON.stringify(text);
  return json.includes("'") && !json.includes('\\"')
    ? json
    : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Comments of one paragraph, line by line; line breaks of the text end none of them. */
export function comment(text: string, indent: number): string {
  const pad = `${' '.repeat(indent)}// `;
  return wrapped(text.split(/[\s\p{Cc}]+/u), WIDTH - pad.length, ' ')
    .map((line) => pad + line)
    .join('\n');
}

function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return numberText(value);
  const members = given(value);
  return members.length === 0
    ? '{}'
    : `{ ${members.map(([name, member]) => `${memberName(name)}: ${inline(member)}`).join(', ')} }`;
}

function given(value: object): readonly [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

/** Thousands are set apart as a person would: 80_000. */
function numberText(value: unknown): string {
  const text = String(value);
  return typeof value === 'number' && /^-?\d{5,}$/.test(text)
    ? text.replaceAll(/\B(?=(\d{3})+$)/g, '_')
    : text;
}

function memberName(name: string): string {
  return PLAIN.test(name) ? name : quoted(name);
}

/** Members of a list: objects a line each, others as many to a line as fit. */
function filled(values: readonly unknown[], pad: string): string {
  if (values.some((value) => typeof value === 'object' && value !== null)) {
    return values.map((value) => `${pad}${literal(value, pad.length)},`).join('\n');
  }
  return wrapped(
    values.map((value) => `${inline(value)},`),
    WIDTH - pad.length,
    ' ',
  )
    .map((line) => pad + line)
    .join('\n');
}

function wrapped(words: readonly string[], width: number, between: string): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + between.length + word.length <= width) {
      lines[lines.length - 1] = `${last}${between}${word}`;
    } else lines.push(word);
  }
  return lines;
}

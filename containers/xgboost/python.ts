/* The little of Python that shows through the container's messages and settings. */

/** A value of a Python literal. Floats are told from integers, because they print differently. */
export type PythonValue =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'word'; readonly value: 'True' | 'False' | 'None' }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly PythonValue[] };

const INTEGER = /^[+-]?\d+(_\d+)*$/;
const FLOAT = /^[+-]?((\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?)$/i;
const INFINITY = /^[+-]?inf(inity)?$/i;
const NOT_A_NUMBER = /^[+-]?nan$/i;

/** What `int(text)` gives; nothing where Python raises ValueError. */
export function parseInteger(text: string): number | undefined {
  const trimmed = trim(text);
  return INTEGER.test(trimmed) ? Number(trimmed.replaceAll('_', '')) : undefined;
}

/** What `float(text)` gives; nothing where Python raises ValueError. */
export function parseFloat64(text: string): number | undefined {
  const trimmed = trim(text);
  if (FLOAT.test(trimmed)) {
    return Number(trimmed.replaceAll('_', ''));
  }
  if (INFINITY.test(trimmed)) {
    return trimmed.startsWith('-') ? -Infinity : Infinity;
  }
  return NOT_A_NUMBER.test(trimmed) ? NaN : undefined;
}

/** Python counts a byte order mark as text, not as white space. */
function trim(text: string): string {
  return text.includes('\ufeff') ? text : text.trim();
}

/** A float as Python prints it. */
export function showFloat(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'nan' : (value > 0 ? 'inf' : '-inf');
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  const shown = Object.is(value, -0) ? '-0' : String(value);
  return shown.includes('.') ? shown : `${shown}.0`;
}

/** Text as Python prints it in a list or a message. */
export function showText(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
    .replace(/[\u0000-\u001f\u007f-\u00a0\ufeff\u200b-\u200f\u2028-\u202e]/g, escapeCharacter);
  return escaped.includes("'") && !escaped.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`;
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** A list of texts as Python prints it. */
export function showList(texts: readonly string[]): string {
  return `[${texts.map(showText).join(', ')}]`;
}

/** A value as Python prints it. */
export function show(value: PythonValue): string {
  switch (value.kind) {
    case 'int': return String(value.value);
    case 'float': return showFloat(value.value);
    case 'text': return showText(value.value);
    case 'word': return value.value;
    case 'list': return `[${value.items.map(show).join(', ')}]`;
    case 'tuple': return value.items.length === 1
      ? `(${show(value.items[0]!)},)`
      : `(${value.items.map(show).join(', ')})`;
  }
}

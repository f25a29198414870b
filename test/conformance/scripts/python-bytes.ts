/** Bytes as recordings have them: as text where they are some, else in the notation of Python. */

const ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  '\\': 92,
  "'": 39,
  '"': 34,
};

/** The text that bytes are, or else their literal: `b'\xff'`. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return `b'${[...bytes].map(literalOf).join('')}'`;
  }
}

function literalOf(byte: number): string {
  const name = Object.keys(ESCAPES).find((key) => ESCAPES[key] === byte && key !== '"');
  if (name) return `\\${name}`;
  return byte >= 32 && byte < 127
    ? String.fromCharCode(byte)
    : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** The bytes of a literal `b'...'`; undefined where a text is none. */
export function bytesOfLiteral(text: string): Uint8Array | undefined {
  const body = /^b(['"])(.*)\1$/s.exec(text)?.[2];
  if (body === undefined) return undefined;
  const parts = body.matchAll(/\\x([0-9a-f]{2})|\\(.)|([^\\])/gs);
  return Uint8Array.from(
    [...parts].flatMap(([, hex, escape, plain]) => {
      if (hex !== undefined) return [parseInt(hex, 16)];
      return escape === undefined ? [...Buffer.from(plain ?? '')] : [ESCAPES[escape] ?? 63];
    }),
  );
}

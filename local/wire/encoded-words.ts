/**
 * Text of headers as mail writes it. S3 reads a metadata header byte by byte, takes encoded words for
 * what they mean, and writes what is not ASCII as encoded words again. Sources: RFC 2047; S3 user
 * guide, "User-defined object metadata"; which of both encodings it takes is recorded from AWS.
 */
const WORD = /=\?([\w-]+)\?([BQ])\?([^?\s]*)\?=/gi;

/** Characters of an encoded word without its frame: a word has 75 at most. */
const ROOM = 75 - '=?UTF-8?Q??='.length;

/** What a header means that may hold encoded words. */
export function fromEncodedWords(header: string): string {
  if (!header.includes('=?')) return header;
  const joined = header.replace(/(\?=)\s+(?==\?[\w-]+\?[BQ]\?)/gi, '$1');
  return joined.replace(WORD, (word, charset: string, encoding: string, text: string) => {
    const bytes = encoding.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : fromQuoted(text);
    return decoded(bytes, charset) ?? word;
  });
}

/** A header that means the text: ASCII as it is. */
export function toEncodedWords(text: string): string {
  const characters = [...text];
  const foreign = characters.filter(isForeign).length;
  if (foreign === 0) return text;
  const quoted = characters.length - foreign > foreign;
  return encodedWords(characters, quoted ? 'Q' : 'B').join(' ');
}

function encodedWords(characters: readonly string[], encoding: 'B' | 'Q'): readonly string[] {
  const bytes = Buffer.from(characters.join(''));
  const text = encoding === 'B' ? bytes.toString('base64') : toQuoted(bytes);
  if (text.length <= ROOM || characters.length === 1) return [`=?UTF-8?${encoding}?${text}?=`];
  const half = characters.length >> 1;
  return [
    ...encodedWords(characters.slice(0, half), encoding),
    ...encodedWords(characters.slice(half), encoding),
  ];
}

function isForeign(character: string): boolean {
  return !/^[\t\n\r -~]$/.test(character);
}

function toQuoted(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === ' ') return '_';
      const plain = /^[!-~]$/.test(character) && !'=_?'.includes(character);
      return plain ? character : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function fromQuoted(text: string): Buffer {
  const latin1 = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1');
}

function decoded(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A character set that nobody knows: the word stays as it is.
    return undefined;
  }
}

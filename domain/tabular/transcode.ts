import { DomainError } from '../errors.ts';
import { encodeUtf8, streamDecoder } from './utf8.ts';

/** How the text of a file is written. */
export type TextEncoding = 'utf-8' | 'latin-1' | 'utf-16';

/** Makes UTF-8 of the pieces of a file. */
export interface Transcoder {
  /** The bytes of a piece; characters may cross pieces. @throws DomainError `NotUtf8` */
  take(bytes: Uint8Array): Uint8Array;
  /** What was left. @throws DomainError `NotUtf8` */
  end(): Uint8Array;
}

const NOTHING = new Uint8Array();
const AS_IT_IS: Transcoder = { take: (bytes) => bytes, end: () => NOTHING };

/**
 * The transcoder of a file. A byte order mark says more than whoever describes the file; `latin-1` is
 * read as Windows-1252, which has more characters, as browsers do (WHATWG Encoding, "latin1").
 *
 * @param head first bytes of the file
 * @throws DomainError `NotUtf8` where the file is UTF-16 and nobody said so
 */
export function transcoderOf(encoding: TextEncoding, head: Uint8Array): Transcoder {
  const [first, second, third] = head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return AS_IT_IS;
  const isBig = first === 0xfe && second === 0xff;
  if (isBig || (first === 0xff && second === 0xfe)) {
    if (encoding === 'utf-16') return decoding(isBig ? 'utf-16be' : 'utf-16le');
    const advice = "save the file as UTF-8, or say `encoding: 'utf-16'` in the contract";
    throw new DomainError('NotUtf8', `${advice}: it is UTF-16`);
  }
  if (encoding === 'utf-8') return AS_IT_IS;
  return decoding(encoding === 'utf-16' ? 'utf-16le' : 'windows-1252');
}

function decoding(label: string): Transcoder {
  const decode = streamDecoder(label);
  return {
    take: (bytes) => encodeUtf8(decode(bytes)),
    end: () => encodeUtf8(decode()),
  };
}

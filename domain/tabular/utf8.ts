import { DomainError } from '../errors.ts';

interface TextCodecs {
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new (label: string, options: { fatal: boolean; ignoreBOM: boolean }) => {
    decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
  };
}

// Every JavaScript platform has these two globals (WHATWG Encoding); the domain's compiler knows no
// platform.
const codecs = globalThis as unknown as TextCodecs;
const encoder = new codecs.TextEncoder();
const decoder = new codecs.TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const lossy = new codecs.TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/** The bytes of a text in UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * The text of bytes in UTF-8.
 *
 * @throws DomainError `NotUtf8`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  return strict(() => decoder.decode(bytes));
}

/** The text of bytes of which some may be no UTF-8: each of those becomes U+FFFD. */
export function decodeLossy(bytes: Uint8Array): string {
  return lossy.decode(bytes);
}

/** Decodes bytes of another encoding, by its WHATWG label, piece by piece; without bytes, what is left. */
export function streamDecoder(label: string): (bytes?: Uint8Array) => string {
  const decoder = new codecs.TextDecoder(label, { fatal: true, ignoreBOM: false });
  return (bytes) => strict(() => decoder.decode(bytes, { stream: bytes !== undefined }));
}

function strict(decode: () => string): string {
  try {
    return decode();
  } catch (cause) {
    throw new DomainError('NotUtf8', 'save the file as UTF-8: it holds bytes that are no text', { cause });
  }
}

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

/** Decodes a text whose bytes come in pieces; characters may cross them. */
export interface StreamDecoder {
  /** @throws DomainError `NotUtf8` */
  decode(bytes: Uint8Array): string;
  /** @throws DomainError `NotUtf8` when a character is cut off */
  end(): string;
}

/** A decoder for one stream. */
export function decoderOfStream(): StreamDecoder {
  const stream = new codecs.TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return {
    decode: (bytes) => strict(() => stream.decode(bytes, { stream: true })),
    end: () => strict(() => stream.decode()),
  };
}

function strict(decode: () => string): string {
  try {
    return decode();
  } catch (cause) {
    throw new DomainError('NotUtf8', 'save the file as UTF-8: it holds bytes that are no text', { cause });
  }
}

/**
 * The part of the text coders of every runtime that is used here; the language library does not
 * name them.
 */
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** Bytes as text. */
export const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Text as bytes. */
export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

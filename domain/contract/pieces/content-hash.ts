import { sha256Hex } from '../../hashing/sha256.ts';

/**
 * The hash that tells contents apart: SHA-256 of a content of up to one piece; of a larger one, SHA-256 of
 * the size of its pieces and of their hashes, in a tree of one level (Merkle, "A digital signature based on
 * a conventional encryption function", 1987), so that pieces are hashed by whoever reads them.
 *
 * @param pieces SHA-256 of each piece, in hexadecimal digits
 */
export function contentHashOf(pieces: readonly string[], pieceBytes: number): string {
  return pieces.length === 1 ? pieces[0]! : sha256Hex([String(pieceBytes), ...pieces].join('\n'));
}

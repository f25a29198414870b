import { createHash } from 'node:crypto';
import { contentHashOf } from '../../../domain/contract/pieces/content-hash.ts';

/** Hashes a content as it streams by, piece by piece. */
export class ContentHash {
  private readonly pieces: string[] = [];
  private piece = createHash('sha256');
  private held = 0;

  constructor(private readonly pieceBytes: number) {}

  /** Takes the next bytes. */
  public update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.held === this.pieceBytes) this.turn();
      const some = bytes.subarray(at, at + this.pieceBytes - this.held);
      this.piece.update(some);
      this.held += some.length;
      at += some.length;
    }
  }

  /** The hash of all bytes; asked for once, at the end. */
  public digest(): string {
    return contentHashOf([...this.pieces, this.piece.digest('hex')], this.pieceBytes);
  }

  private turn(): void {
    this.pieces.push(this.piece.digest('hex'));
    this.piece = createHash('sha256');
    this.held = 0;
  }
}

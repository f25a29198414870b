import type { Explanation } from './explain.ts';

/** Denials that are remembered. */
const REMEMBERED = 100;

/** One denied call. */
export interface Denial extends Explanation {
  /** ISO 8601, of the cloud's clock. */
  readonly at: string;
}

/** Remembers the newest denials, for people who ask why. */
export class DenialLog {
  private readonly denials: Denial[] = [];

  public record(denial: Denial): void {
    this.denials.unshift(denial);
    this.denials.length = Math.min(this.denials.length, REMEMBERED);
  }

  /** The newest first. */
  public list(): readonly Denial[] {
    return this.denials;
  }
}

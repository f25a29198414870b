import { RuntimeFault } from '../failure.ts';

/** Reads text from left to right. */
export class TextReader {
  private at = 0;

  constructor(public readonly text: string) {}

  public get done(): boolean {
    return this.at >= this.text.length;
  }

  public peek(): string {
    return this.text[this.at] ?? '';
  }

  /** Passes over `token` if it is next. */
  public take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  public expect(token: string): void {
    if (!this.take(token)) throw this.fault();
  }

  /** What the sticky pattern finds here, passed over. */
  public match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found) this.at += found.length;
    return found;
  }

  public space(): void {
    this.match(/\s+/y);
  }

  /** Passes over a comma and the space around it. */
  public takeComma(): boolean {
    this.space();
    const found = this.take(',');
    this.space();
    return found;
  }

  /**
   * Reads a quoted string; a backslash goes before its quote and before itself, elsewhere it stands
   * for itself.
   */
  public quoted(): string {
    const quote = this.peek();
    if (quote !== "'" && quote !== '"') throw this.fault();
    let value = '';
    for (this.at++; !this.done; this.at++) {
      const character = this.peek();
      if (character === quote) {
        this.at++;
        return value;
      }
      const next = this.text[this.at + 1];
      if (character === '\\' && (next === quote || next === '\\')) this.at++;
      value += this.peek();
    }
    throw this.fault();
  }

  public fault(): RuntimeFault {
    return new RuntimeFault(`Invalid path '${this.text}': could not parse at position ${this.at}`);
  }
}

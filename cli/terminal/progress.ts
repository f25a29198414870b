/**
 * Shows how far long work is: one line that is written over on a terminal, plain lines elsewhere.
 */
export class ProgressLine {
  private shown = '';

  constructor(private readonly stream: NodeJS.WriteStream = process.stdout) {}

  /** Shows a passing state; elsewhere than on a terminal nothing is written. */
  public update(text: string): void {
    if (!this.stream.isTTY) return;
    this.stream.write(
      `\r${text.slice(0, (this.stream.columns ?? 100) - 1).padEnd(this.shown.length)}`,
    );
    this.shown = text;
  }

  /** Takes the passing state away. */
  public clear(): void {
    if (this.stream.isTTY && this.shown) this.stream.write(`\r${' '.repeat(this.shown.length)}\r`);
    this.shown = '';
  }

  /** Writes a line that stays. */
  public print(text: string): void {
    this.clear();
    this.stream.write(`${text}\n`);
  }
}

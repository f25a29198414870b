/** Bytes of a log that an invocation gives back. */
const BYTES = 4096;

/** The end of an invocation's log. */
export class LogTail {
  private lines: string[] = [];
  private size = 0;

  /** Begins anew. */
  public reset(): void {
    this.lines = [];
    this.size = 0;
  }

  /** Adds lines and forgets those that nobody will see. */
  public add(lines: readonly string[]): void {
    for (const line of lines) {
      this.lines.push(line);
      this.size += line.length + 1;
    }
    while (this.size > 2 * BYTES && this.lines.length > 1)
      this.size -= (this.lines.shift() ?? '').length + 1;
  }

  /** The last four kilobytes. */
  public text(): string {
    const all = Buffer.from(this.lines.map((line) => `${line}\n`).join(''));
    return all.subarray(Math.max(0, all.length - BYTES)).toString('utf8');
  }
}

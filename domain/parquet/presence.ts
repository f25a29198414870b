const FIRST = 256;

/** Which rows of a column have a value. */
export class Presence {
  public missing = 0;
  private rows = 0;
  private flags: Uint8Array | undefined;

  /** 1 for each row that has a value; nothing where all have one. */
  public get present(): Uint8Array | undefined {
    return this.flags;
  }

  /** Marks the next row. */
  public mark(isPresent: boolean): void {
    const { rows } = this;
    this.rows = rows + 1;
    if (isPresent && this.flags === undefined) return;
    this.room()[rows] = isPresent ? 1 : 0;
    if (!isPresent) this.missing += 1;
  }

  /** Marks the next rows. @param present how many of them have a value */
  public markAll(flags: Uint8Array, present: number): void {
    const { rows } = this;
    this.rows = rows + flags.length;
    if (present === flags.length && this.flags === undefined) return;
    this.room().set(flags, rows);
    this.missing += flags.length - present;
  }

  /** Forgets all rows. */
  public clear(): void {
    this.flags = undefined;
    this.rows = this.missing = 0;
  }

  /** Flags for the rows that there are: those that nobody has marked have a value. */
  private room(): Uint8Array {
    const before = this.flags;
    if (before !== undefined && before.length >= this.rows) return before;
    this.flags = new Uint8Array(Math.max(FIRST, 2 * this.rows)).fill(1);
    if (before !== undefined) this.flags.set(before);
    return this.flags;
  }
}

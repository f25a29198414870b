const FIRST = 256;

/** Which rows of a column have a value. */
export class Presence {
  public missing = 0;
  private rows = 0;
  private flags: Uint8Array = new Uint8Array();

  /** 1 for each row that has a value; nothing where all have one. */
  public get present(): Uint8Array | undefined {
    return this.missing === 0 ? undefined : this.flags;
  }

  /** Marks the next row. */
  public mark(isPresent: boolean): void {
    const { rows } = this;
    this.rows = rows + 1;
    if (isPresent && this.missing === 0) return;
    this.room(rows)[rows] = isPresent ? 1 : 0;
    if (!isPresent) this.missing += 1;
  }

  /** Marks the next rows. @param present how many of them have a value */
  public markAll(flags: Uint8Array, present: number): void {
    const { rows } = this;
    this.rows = rows + flags.length;
    if (present === flags.length && this.missing === 0) return;
    this.room(rows).set(flags, rows);
    this.missing += flags.length - present;
  }

  /** Forgets all rows. */
  public clear(): void {
    this.rows = this.missing = 0;
  }

  /** Flags for the rows that there are: those before the first that has none are not marked yet. */
  private room(before: number): Uint8Array {
    if (this.flags.length < this.rows) {
      const more = new Uint8Array(Math.max(FIRST, 2 * this.rows));
      more.set(this.flags);
      this.flags = more;
    }
    if (this.missing === 0) this.flags.fill(1, 0, before);
    return this.flags;
  }
}

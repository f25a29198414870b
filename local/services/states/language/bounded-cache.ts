/** Keeps what was compiled, the latest `limit` of them. */
export class BoundedCache<Value> {
  private readonly entries = new Map<string, Value>();

  constructor(private readonly limit: number) {}

  /** The value of a key, made if need be. */
  public get(key: string, make: (key: string) => Value): Value {
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    if (this.entries.size >= this.limit) this.entries.delete(this.entries.keys().next().value!);
    this.entries.set(key, value);
    return value;
  }
}

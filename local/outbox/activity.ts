import type { Activity } from '../kernel/index.ts';

/** Counts what runs outside the database thread, so that virtual time waits for it. */
export class RunningActivity implements Activity {
  private readonly active = new Map<number, string>();
  private next = 0;
  private listener: () => void = () => {};

  /** Called whenever something ends. */
  public onEnd(listener: () => void): void {
    this.listener = listener;
  }

  public begin(what: string): () => void {
    const id = this.next++;
    this.active.set(id, what);
    return () => {
      if (this.active.delete(id)) this.listener();
    };
  }

  public running(): readonly string[] {
    return [...this.active.values()];
  }

  /** True when nothing runs. */
  public get idle(): boolean {
    return this.active.size === 0;
  }
}

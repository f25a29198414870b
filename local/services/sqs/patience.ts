import type { ActionContext } from '../../kernel/index.ts';
import { wakeAfter } from '../../world/world.ts';
import { waitForMessage } from './arrivals.ts';

/** How long a receiver waits: so many real seconds, or until it hangs up. */
export class Patience {
  private over: boolean;
  private wake: () => void = () => {};
  private readonly stopClock: () => void;
  private readonly lose = () => {
    this.over = true;
    this.wake();
  };

  constructor(
    private readonly queue: string,
    seconds: number,
    private readonly context: ActionContext,
  ) {
    this.over = seconds === 0;
    this.stopClock = this.over ? () => {} : wakeAfter(seconds * 1000, this.lose);
    this.context.http?.response.once('close', this.lose);
  }

  /** Resolves with true when a message may be there, with false when the time is over. */
  public async arrival(): Promise<boolean> {
    if (this.over) return false;
    const { arrived, cancel } = waitForMessage(this.queue);
    this.wake = cancel;
    await arrived;
    return !this.over;
  }

  /** Waits no more. */
  public end(): void {
    this.stopClock();
    this.context.http?.response.off('close', this.lose);
  }
}

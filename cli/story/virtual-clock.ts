import { localClock } from '../aws/cloud-clock.ts';
import { CliError } from '../errors.ts';

/** Real milliseconds between two steps of a clock that keeps pace. */
const PACE = 1000;

/** The clock of a local cloud that stands still unless it is moved. */
export class VirtualClock {
  constructor(private readonly endpoint: string) {}

  /** Moves to a moment; everything that is due until then happens on the way. */
  public async advanceTo(time: Date): Promise<void> {
    await this.post({ to: time.toISOString() });
  }

  /** Moves to a moment as `advanceTo` does, and goes on while what is due then happens. */
  public async reach(time: Date): Promise<void> {
    await this.post({ to: time.toISOString(), settle: false });
  }

  /** Lets time go by as it does outside, until something ends it: what a person does next happens. */
  public async keepPace(ended: Promise<void>): Promise<void> {
    let going = true;
    void ended.then(() => {
      going = false;
    });
    while (going) {
      const began = Date.now();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, PACE).unref())]);
      // A cloud that stops meanwhile needs no time any more.
      if (going) await this.post({ seconds: (Date.now() - began) / 1000 }).catch(() => {});
    }
  }

  /** Epoch milliseconds of now. */
  public async now(): Promise<number> {
    const clock = await localClock(this.endpoint);
    if (clock !== undefined) return Date.parse(clock.now);
    throw new CliError('Refused', `no local cloud answers at ${this.endpoint}`, 'perennial up');
  }

  private async post(body: object): Promise<void> {
    const answer = await fetch(`${this.endpoint}/_local/clock`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const { mode, message } = (await answer.json()) as { mode?: string; message?: string };
    if (mode !== 'virtual')
      throw new CliError(
        'Refused',
        message ?? 'the cloud has no virtual clock',
        'start it with a virtual one',
      );
  }
}

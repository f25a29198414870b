import { CliError } from '../errors.ts';

/** The clock of a local cloud that stands still unless it is moved. */
export class VirtualClock {
  constructor(private readonly endpoint: string) {}

  /** Moves to a moment; everything that is due until then happens on the way. */
  public async advanceTo(time: Date): Promise<void> {
    await this.post({ to: time.toISOString() });
  }

  /** Epoch milliseconds of now. */
  public async now(): Promise<number> {
    const answer = await fetch(`${this.endpoint}/_local/clock`);
    return Date.parse(((await answer.json()) as { now: string }).now);
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

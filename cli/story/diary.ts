import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Asked } from './traffic.ts';

/** What the story remembers on disk, so that it goes on where it was stopped. */
export class Diary {
  private readonly stateFile: string;

  constructor(private readonly folder: string) {
    this.stateFile = join(folder, 'story.json');
    mkdirSync(folder, { recursive: true });
  }

  /**
   * The last step that is done, or ''. Steps are texts that sort in the order in which they are
   * told.
   */
  public get lastStep(): string {
    if (!existsSync(this.stateFile)) return '';
    return (JSON.parse(readFileSync(this.stateFile, 'utf8')) as { step: string }).step;
  }

  public done(step: string): void {
    writeFileSync(this.stateFile, JSON.stringify({ step }));
  }

  /** Keeps what was asked on a day. */
  public keepAsked(day: string, asked: readonly Asked[]): void {
    const file = this.fileOf(day);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(asked));
  }

  /** What was asked on a day. */
  public asked(day: string): readonly Asked[] {
    const file = this.fileOf(day);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Asked[]) : [];
  }

  /** The days that were asked about, oldest first. */
  public days(): readonly string[] {
    return readdirSync(join(this.folder, 'days'))
      .map((name) => name.replace('.json', ''))
      .sort();
  }

  private fileOf(day: string): string {
    return join(this.folder, 'days', `${day}.json`);
  }
}

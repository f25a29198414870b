import type { Readable } from 'node:stream';

/** Bytes of one line; longer ones are cut into several, as CloudWatch Logs cuts its events. */
const LONGEST_LINE = 256 * 1024;

/** Bytes of output that one invocation may leave; what comes after is dropped, and said to be. */
const MOST_OUTPUT = 8 * 1024 * 1024;

/** Marks where the output of an invocation ends. */
const MARK = '\0done ';

/** Takes lines from a stream of a process; whatever a function prints, memory stays small. */
export class Output {
  private rest = '';
  private taken = 0;
  private marked = '';
  private waiting: (() => void) | undefined;

  constructor(
    stream: Readable,
    private readonly take: (lines: readonly string[]) => void,
  ) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => this.add(text));
    stream.on('close', () => this.finish());
  }

  /** Begins to count anew, for the next invocation. */
  public reset(): void {
    this.taken = 0;
  }

  /** Resolves when everything has been read that the invocation printed. */
  public whole(requestId: string): Promise<void> {
    if (this.marked === requestId) return Promise.resolve();
    return new Promise((resolve) => (this.waiting = resolve));
  }

  private add(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > LONGEST_LINE) {
      lines.push(this.rest);
      this.rest = '';
    }
    this.hand(lines.flatMap(pieces));
  }

  private finish(): void {
    if (this.rest !== '') this.hand(pieces(this.rest));
    this.rest = '';
    this.waiting?.();
  }

  private hand(lines: readonly string[]): void {
    const kept: string[] = [];
    for (const line of lines) {
      if (line.startsWith(MARK)) this.mark(line.slice(MARK.length));
      else if (line !== '' && this.room(line, kept)) kept.push(line);
    }
    if (kept.length > 0) this.take(kept);
  }

  private room(line: string, kept: string[]): boolean {
    const before = this.taken;
    this.taken += line.length + 1;
    if (this.taken <= MOST_OUTPUT) return true;
    if (before <= MOST_OUTPUT)
      kept.push('(the local cloud keeps 8 MB of an invocation: the rest is dropped)');
    return false;
  }

  private mark(requestId: string): void {
    this.marked = requestId;
    this.waiting?.();
    this.waiting = undefined;
  }
}

function pieces(line: string): string[] {
  if (line.length <= LONGEST_LINE) return [line];
  const count = Math.ceil(line.length / LONGEST_LINE);
  return Array.from({ length: count }, (_, i) =>
    line.slice(i * LONGEST_LINE, (i + 1) * LONGEST_LINE),
  );
}

import { malformedForm } from './errors.ts';

/** A form that a browser sends, read up to its file. */
export interface ReadForm {
  /** By name in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** What the browser calls the file. */
  readonly fileName: string;
  readonly fileType: string | undefined;
  /** The bytes of the file, as they come. */
  readonly file: AsyncIterable<Buffer>;
}

/** Bytes of all fields together at most. Source: S3 API reference, POST object. */
const LARGEST_FIELDS = 20 * 1024;

/** Reads the fields of a form; the file, which comes last, is left to stream. */
export async function readForm(
  source: AsyncIterable<Buffer>,
  contentType: string,
): Promise<ReadForm> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) throw malformedForm();
  const reader = new Reader(source, `\r\n--${boundary}`);
  await reader.start();
  const fields = new Map<string, string>();
  for (;;) {
    const head = await reader.head();
    const name = /name="([^"]*)"/.exec(head)?.[1]?.toLowerCase();
    if (name === undefined) throw malformedForm();
    const type = /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1];
    const fileName = /filename="([^"]*)"/.exec(head)?.[1];
    if (name === 'file')
      return { fields, fileName: fileName ?? '', fileType: type, file: reader.file() };
    fields.set(name, await reader.field());
  }
}

/**
 * The form with the file's name where its fields say `${filename}`: that behind the last slash or
 * backslash. Source: S3 user guide, HTML form fields.
 */
export function withFileName(form: ReadForm): ReadForm {
  const name = form.fileName.replace(/^.*[/\\]/s, '');
  const fields = [...form.fields].map(
    ([field, value]) => [field, value.replaceAll('${filename}', () => name)] as const,
  );
  return { ...form, fields: new Map(fields) };
}

/** Takes a form apart as it comes in. */
class Reader {
  private readonly chunks: AsyncIterator<Buffer>;
  private pending: Buffer = Buffer.alloc(0);
  private room = LARGEST_FIELDS;

  constructor(
    source: AsyncIterable<Buffer>,
    private readonly delimiter: string,
  ) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  /** Passes over what stands before the first part. */
  public async start(): Promise<void> {
    this.pending = Buffer.from('\r\n');
    await this.until(this.delimiter);
  }

  /** The headers of the next part. */
  public async head(): Promise<string> {
    const line = await this.until('\r\n');
    if (line.toString('latin1').startsWith('--')) throw malformedForm();
    return (await this.until('\r\n\r\n')).toString('utf8');
  }

  /** The text of a field. */
  public async field(): Promise<string> {
    return (await this.until(this.delimiter)).toString('utf8');
  }

  /** The bytes up to the end of the part. */
  public async *file(): AsyncGenerator<Buffer> {
    const keep = this.delimiter.length;
    for (;;) {
      const at = this.pending.indexOf(this.delimiter);
      if (at >= 0) {
        if (at > 0) yield this.pending.subarray(0, at);
        return;
      }
      const sure = this.pending.length - keep;
      if (sure > 0) {
        yield this.pending.subarray(0, sure);
        this.pending = this.pending.subarray(sure);
      }
      await this.more();
    }
  }

  private async until(mark: string): Promise<Buffer> {
    for (;;) {
      const at = this.pending.indexOf(mark);
      if (at >= 0) {
        const found = this.pending.subarray(0, at);
        this.pending = this.pending.subarray(at + mark.length);
        this.room -= found.length;
        return found;
      }
      if (this.pending.length > this.room) throw malformedForm();
      await this.more();
    }
  }

  private async more(): Promise<void> {
    const next = await this.chunks.next();
    if (next.done) throw malformedForm();
    this.pending = Buffer.concat([this.pending, next.value]);
  }
}

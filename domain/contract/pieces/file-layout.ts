import * as z from 'zod';
import { DomainError } from '../../errors.ts';
import { ParquetFile } from '../../parquet/parquet-file.ts';
import { ByteScanner } from '../../tabular/byte-scanner.ts';
import { formatOf } from '../../tabular/file-format.ts';
import { Headed } from '../../tabular/headed.ts';
import { JsonLinesScanner } from '../../tabular/json-lines-scanner.ts';
import { transcoderOf } from '../../tabular/transcode.ts';
import { isBlank, readHeader } from '../file-judge.ts';
import { namesOf } from '../scanner-of.ts';
import type { DataContract } from '../../definition/data-contract.ts';
import type { RangeSource } from '../../parquet/parquet-file.ts';
import type { Transcoder } from '../../tabular/transcode.ts';
import type { SentFile } from '../judge-file.ts';
import type { Scanner } from '../scanner-of.ts';

const Text = {
  /** `latin-1` is converted; a byte order mark goes first. */
  encoding: z.enum(['utf-8', 'latin-1']),
  /** First byte behind a byte order mark. */
  begin: z.int(),
};

/** What is known of a file once its beginning was read: enough to read any piece of it. */
export const FileLayout = z.discriminatedUnion('format', [
  z.object({
    format: z.literal('csv'),
    ...Text,
    delimiter: z.enum([',', ';', '\t', '|', ' ']),
    endsInCr: z.boolean(),
    /** Names of the columns; null where there is no row. */
    names: z.array(z.string()).nullable(),
    /** Line of the header: rows up to it are none. 0 where the first row is one. */
    headerLine: z.int(),
  }),
  z.object({
    format: z.literal('json-lines'),
    ...Text,
    /** Members of the first object. */
    members: z.array(z.string()),
    names: z.array(z.string()).nullable(),
  }),
  z.object({
    format: z.literal('parquet'),
    names: z.array(z.string()),
    /** Row groups by their rows and bytes. */
    groups: z.array(z.object({ rows: z.int(), bytes: z.int() })),
  }),
]);
export type FileLayout = z.output<typeof FileLayout>;
export type TextLayout = Extract<FileLayout, { readonly begin: number }>;

/**
 * Reads the beginning of a file, up to its first row; of Parquet, its footer.
 *
 * @throws DomainError as the door does where a file cannot be read
 */
export async function readLayout(file: SentFile, contract: DataContract): Promise<FileLayout> {
  const pieces = new Headed(file.chunks);
  try {
    const head = await pieces.head();
    if (formatOf(head) === 'parquet') return await parquetLayout(file.ranges);
    const told = contract.encoding ?? 'utf-8';
    const transcoder = transcoderOf(told, head);
    const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    const encoding = isMarked || told !== 'latin-1' ? 'utf-8' : 'latin-1';
    const text = { encoding, begin: isMarked ? 3 : 0 } as const;
    const isJson = formatOf(transcoderOf(told, head).take(head)) === 'json-lines';
    const first = isJson ? new FirstObject(contract) : new FirstRecord(contract);
    await readFirst(pieces, transcoder, first);
    return { ...first.found(), ...text };
  } finally {
    await pieces.close();
  }
}

async function parquetLayout(ranges: RangeSource | undefined): Promise<FileLayout> {
  if (ranges === undefined) {
    throw new DomainError('OtherFormat', 'send the file as it is: Parquet is packed inside');
  }
  const { names, groups, groupBytes } = await ParquetFile.open(ranges);
  return {
    format: 'parquet',
    names: [...names],
    groups: groups.map((rows, index) => ({ rows, bytes: groupBytes[index]! })),
  };
}

interface First extends Scanner {
  /** Whether the first row was met. */
  readonly isMet: boolean;
}

/** Reads until the first row is met. What is wrong behind it, whoever reads its piece will meet. */
async function readFirst(
  pieces: AsyncIterable<Uint8Array>,
  transcoder: Transcoder,
  first: First,
): Promise<void> {
  try {
    for await (const piece of pieces) {
      first.push(transcoder.take(piece));
      if (first.isMet) return;
    }
    first.push(transcoder.end());
    first.end();
  } catch (error) {
    if (!first.isMet) throw error;
  }
}

/** The first row of CSV. */
class FirstRecord implements First {
  private names: readonly string[] | undefined;
  private headerLine = 0;
  private readonly scanner: ByteScanner;

  constructor(contract: DataContract) {
    this.scanner = new ByteScanner(
      (row) => {
        if (this.names !== undefined || isBlank(row)) return;
        const { names, isHeader } = readHeader(contract, row);
        this.names = names;
        this.headerLine = isHeader ? row.line : 0;
      },
      { delimiter: 'detect' },
    );
  }

  get isMet(): boolean {
    return this.names !== undefined;
  }

  push(bytes: Uint8Array): void {
    this.scanner.push(bytes);
  }

  end(): void {
    this.scanner.end();
  }

  found() {
    const { scanner, names, headerLine } = this;
    const { fieldDelimiter: delimiter, endsInCr } = scanner;
    const named = names === undefined ? null : [...names];
    return { format: 'csv' as const, delimiter, endsInCr, names: named, headerLine };
  }
}

/** The first object of JSON Lines. */
class FirstObject implements First {
  private members: readonly string[] | undefined;
  private readonly scanner: JsonLinesScanner;

  constructor(private readonly contract: DataContract) {
    this.scanner = new JsonLinesScanner({
      names: (members) => {
        this.members = members;
        return { names: members, wanted: [] };
      },
      take: () => undefined,
    });
  }

  get isMet(): boolean {
    return this.members !== undefined;
  }

  push(bytes: Uint8Array): void {
    this.scanner.push(bytes);
  }

  end(): void {
    this.scanner.end();
  }

  found() {
    const { members } = this;
    const names = members && [...namesOf(members, this.contract.columns)];
    return { format: 'json-lines' as const, members: [...(members ?? [])], names: names ?? null };
  }
}

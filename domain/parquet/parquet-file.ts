import { parquetMetadataAsync, parquetSchema } from 'hyparquet/src/metadata.js';
import { DomainError } from '../errors.ts';
import { readColumnTexts } from './page-reader.ts';
import { PARSERS, columnTexts, nestedValue } from './value-texts.ts';
import { checkFooter, checkPages, rangeOf } from './check-parquet.ts';
import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import type { TextPile } from './text-pile.ts';

/** Bytes that can be read in any order. */
export interface RangeSource {
  readonly size: number;
  /** The bytes from one place up to another; both are inside. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** What a file is read with. */
export interface ParquetOptions {
  /** Bytes that a row group may have when it is unpacked. @default - 512 MiB */
  readonly maxGroupBytes?: number;
}

const MAX_GROUP_BYTES = 1 << 29;

/** A Parquet file, read one row group after the other. */
export class ParquetFile {
  private constructor(
    private readonly source: RangeSource,
    private readonly metadata: FileMetaData,
    private readonly options: ParquetOptions,
  ) {}

  /** Reads the footer and asks whether it can be true. @throws DomainError `BrokenParquet` */
  public static async open(
    source: RangeSource,
    options: ParquetOptions = {},
  ): Promise<ParquetFile> {
    const metadata = await broken(() =>
      parquetMetadataAsync(bufferOf(source), { parsers: PARSERS, geoparquet: false }),
    );
    checkFooter(metadata, source.size, options.maxGroupBytes ?? MAX_GROUP_BYTES);
    return new ParquetFile(source, metadata, options);
  }

  /** Names of the columns, those with members inside too. */
  public get names(): readonly string[] {
    return this.columns.map(({ element }) => element.name);
  }

  /** The columns as the footer describes them. */
  public get elements(): readonly SchemaElement[] {
    return this.columns.map(({ element }) => element);
  }

  /** Columns that are no plain values: lists, maps, structures. */
  public get nested(): readonly string[] {
    const nested = this.columns.filter(
      ({ children, element }) => children.length > 0 || element.repetition_type === 'REPEATED',
    );
    return nested.map(({ element }) => element.name);
  }

  /** Rows of each group. */
  public get groups(): readonly number[] {
    return this.metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  }

  /** Bytes of each group in the file. */
  public get groupBytes(): readonly number[] {
    return this.metadata.row_groups.map(({ columns }) =>
      columns.reduce(
        (sum, { meta_data }) => sum + Number(meta_data?.total_compressed_size ?? 0),
        0,
      ),
    );
  }

  /**
   * The values of columns in one group, as texts; empty ones where a value is missing.
   *
   * @throws DomainError `BrokenParquet`, `NotUtf8`
   */
  public async read(group: number, names: readonly string[]): Promise<readonly TextPile[]> {
    const columns: TextPile[] = [];
    for (const name of names) columns.push(await this.column(group, name));
    return columns;
  }

  private get columns(): readonly SchemaTree[] {
    return parquetSchema(this.metadata).children;
  }

  private async column(group: number, name: string): Promise<TextPile> {
    if (this.nested.includes(name)) throw nestedValue(name);
    const root = parquetSchema(this.metadata);
    const tree = root.children.find(({ element }) => element.name === name)!;
    const rowGroup = this.metadata.row_groups[group]!;
    const chunk = rowGroup.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name);
    const rows = Number(rowGroup.num_rows);
    const pile = await broken(async () => {
      const metadata = chunk!.meta_data!;
      const { from, to } = rangeOf(metadata);
      const bytes = await read(this.source, from, to);
      checkPages(bytes, rows, this.options.maxGroupBytes ?? MAX_GROUP_BYTES);
      const texts = columnTexts(tree.element, name);
      // Values of numbers are read in place where their bytes are aligned, which those of a buffer are.
      return readColumnTexts({ bytes: bytes.slice(), rows, metadata, path: [root, tree], texts });
    });
    if (pile.count !== rows) {
      throw new DomainError('BrokenParquet', `save the file again: column '${name}' is cut off`);
    }
    return pile;
  }
}

function bufferOf(source: RangeSource) {
  return {
    byteLength: source.size,
    slice: async (from: number, to = source.size) => bufferIn(await read(source, from, to)),
  };
}

/** The bytes in a buffer of their own. */
function bufferIn(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** What went wrong where the bytes come from: not the file's fault. */
const failures = new WeakSet<object>();

async function read(source: RangeSource, from: number, to: number): Promise<Uint8Array> {
  try {
    return await source.read(from, to);
  } catch (error) {
    if (error instanceof Error) failures.add(error);
    throw error;
  }
}

/** Whatever else a reader of bytes of unknown origin runs into means that they are no Parquet. */
async function broken<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (cause) {
    if (cause instanceof DomainError || !(cause instanceof Error) || failures.has(cause))
      throw cause;
    throw new DomainError('BrokenParquet', `save the file again: ${cause.message}`, { cause });
  }
}

import { ParquetWriter } from '../../../domain/parquet/parquet-writer.ts';
import { RowProfiler } from '../../../domain/profile/row-profiler.ts';
import { ByteSink } from '../../../domain/tabular/byte-sink.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import type { BytesJudge } from '../../../domain/contract/bytes-judge.ts';
import type { RowSinks } from '../../../domain/contract/file-judge.ts';
import type { DataContract } from '../../../domain/definition/data-contract.ts';
import type { ObjectWriter } from '../../../domain/ports.ts';
import type { ColumnProfile } from '../../../domain/profile/column-profile.ts';

/** Bytes that are held before they are passed on. */
const HELD_BYTES = 1 << 20;

/** Where rows go; whoever made the writers ends them. */
export interface RowWriters {
  /** The accepted rows as Parquet. */
  readonly accepted: ObjectWriter;
  /** The refused rows, one JSON line per problem. */
  readonly quarantine: ObjectWriter;
}

/** Rows on their way from a judge to the lake: profiled and written in memory that does not grow. */
export class PassingRows {
  /** Were rows refused, so that there is a quarantine? */
  public hasRefused = false;
  private readonly rows = new ByteSink();
  private readonly refused = new ByteSink();
  private writer: ParquetWriter | undefined;
  private profiler: RowProfiler | undefined;

  constructor(
    private readonly contract: DataContract,
    private readonly writers: RowWriters,
  ) {}

  /** Where a judge puts its rows. */
  public readonly sinks = (judge: BytesJudge): RowSinks => {
    const { columns } = this.contract;
    const writer = new ParquetWriter(columns, judge, (bytes) => this.rows.all(bytes));
    const profiler = new RowProfiler(columns, judge);
    [this.writer, this.profiler] = [writer, profiler];
    return {
      accept: (row) => {
        writer.take(row);
        profiler.take(row);
      },
      refuse: (problem) => {
        this.hasRefused = true;
        this.refused.all(encodeUtf8(`${JSON.stringify(problem)}\n`));
      },
    };
  };

  /** Passes on what is held, when it is much. */
  public readonly settle = (): Promise<void> => this.pass(HELD_BYTES);

  /** Passes on what is left; answers what the accepted rows are like, by column. */
  public async end(): Promise<readonly ColumnProfile[]> {
    this.writer?.end();
    const profiles = this.profiler?.result() ?? [];
    await this.pass(1);
    return profiles;
  }

  private async pass(least: number): Promise<void> {
    const { rows, refused, writers } = this;
    if (rows.size >= least) await writers.accepted.write(rows.take());
    if (refused.size >= least) await writers.quarantine.write(refused.take());
  }
}

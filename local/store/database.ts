import Libsql from 'libsql';
import { LocalCloudError } from '../errors.ts';
import type { Database, SqlValue } from '../kernel/index.ts';
import { RowCache } from './row-cache.ts';

/** Name of the store's file in the folder of a cloud. */
export const DATABASE_FILE = 'state.db';

/** A prepared statement of libsql, the part of it that is used here. */
interface Statement {
  run(...values: SqlValue[]): { changes: number };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  raw(on?: boolean): Statement;
  columns(): { name: string }[];
}

/** A statement with the names of the columns it returns. */
interface Prepared {
  readonly statement: Statement;
  readonly columns: readonly string[];
}

/**
 * The store: one SQLite file in WAL mode, owned by one thread. Commits survive the death of the
 * process (they are in the page cache), not the loss of power: a laptop's cloud does not pay fsync
 * per call.
 */
export class SqliteDatabase implements Database {
  private readonly connection: InstanceType<typeof Libsql>;
  private readonly statements = new Map<string, Prepared>();
  private readonly cache = new RowCache();
  private readonly begin: Statement;
  private readonly commit: Statement;
  private readonly rollback: Statement;
  private depth = 0;
  private closed = false;
  private afterCommit: () => void = () => {};

  /** @param file path of the database, or `:memory:` */
  constructor(file: string) {
    this.connection = new Libsql(file);
    this.connection.exec('PRAGMA journal_mode = WAL');
    this.connection.exec('PRAGMA synchronous = OFF');
    this.connection.exec('PRAGMA cache_size = -16000');
    this.begin = this.statement('BEGIN IMMEDIATE');
    this.commit = this.statement('COMMIT');
    this.rollback = this.statement('ROLLBACK');
  }

  /** Runs statements that define tables. */
  public define(statements: readonly string[]): void {
    for (const statement of statements) {
      this.connection.exec(statement);
      this.cache.define(statement);
    }
  }

  /** Called after every outermost commit. */
  public onCommit(listener: () => void): void {
    this.afterCommit = listener;
  }

  public get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    const { statement, columns } = this.prepared(sql);
    return this.cache.get(sql, values, () => {
      const row = statement.get(...values);
      return row === undefined ? undefined : asObject<Row>(row as unknown[], columns);
    });
  }

  public all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    const { statement, columns } = this.prepared(sql);
    this.cache.wrote(sql);
    return statement.all(...values).map((row) => asObject<Row>(row as unknown[], columns));
  }

  public run(sql: string, ...values: SqlValue[]): number {
    const { statement } = this.prepared(sql);
    this.cache.wrote(sql);
    const { changes } = statement.run(...values);
    if (this.depth === 0) this.afterCommit();
    return changes;
  }

  public transaction<T>(work: () => T): T {
    if (this.depth > 0) return work();
    this.demandOpen();
    this.begin.run();
    this.depth = 1;
    try {
      const result = work();
      this.commit.run();
      this.depth = 0;
      this.afterCommit();
      return result;
    } catch (error) {
      this.depth = 0;
      // SQLite itself rolls back where the disk is full or fails (sqlite.org/lang_transaction.html).
      if (this.connection.inTransaction) this.rollback.run();
      this.cache.rolledBack();
      throw error;
    }
  }

  /** True within `transaction`. */
  public get inTransaction(): boolean {
    return this.depth > 0;
  }

  /** Writes all that is committed to a new file. */
  public copyTo(file: string): void {
    this.connection.prepare('VACUUM INTO ?').run(file);
  }

  /** Closes the store; what still asks it afterwards gets an error. */
  public close(): void {
    this.closed = true;
    this.connection.close();
  }

  /** A closed connection of libsql does not throw when it is asked: it ends the process. */
  private demandOpen(): void {
    if (this.closed)
      throw new LocalCloudError('StoreClosed', 'the cloud that this work belongs to has stopped');
  }

  private statement(sql: string): Statement {
    // libsql's own types lack the raw mode.
    return this.connection.prepare(sql) as unknown as Statement;
  }

  private prepared(sql: string): Prepared {
    this.demandOpen();
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.statement(sql);
    const columns = returnsRows(sql)
      ? statement
          .raw(true)
          .columns()
          .map((column) => column.name)
      : [];
    const prepared = { statement, columns };
    this.statements.set(sql, prepared);
    return prepared;
  }
}

function returnsRows(sql: string): boolean {
  return /^\s*(select|with|pragma)\b/i.test(sql) || /\breturning\b/i.test(sql);
}

function asObject<Row>(values: readonly unknown[], columns: readonly string[]): Row {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < columns.length; i++) row[columns[i]!] = values[i];
  // SQLite's columns are the row's members: the caller's SQL is what proves the type.
  return row as Row;
}

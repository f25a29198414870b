import type { SqlValue } from '../kernel/index.ts';

/** Rows that are kept in all; one more, and all go. Those that are asked for come back by themselves. */
const MOST_ROWS = 2000;

/** Characters of a text beyond which a row is not kept. */
const LONGEST_TEXT = 16_384;

/** What a statement is about, as far as the cache cares. */
interface Statement {
  readonly reads: boolean;
  readonly tables: readonly string[];
  readonly rows: Map<string, Kept>;
}

/** A row, or that there is none, with the state of its tables when it was read. */
interface Kept {
  readonly row: unknown;
  readonly stamp: number;
}

/**
 * Rows that were read by their key, each until one of its tables is written. The store has one
 * owner, so nobody else writes: buckets, tables, roles and policies are read by every call and
 * written hardly ever.
 */
export class RowCache {
  private readonly statements = new Map<string, Statement>();
  /** How often each table was written. */
  private readonly written = new Map<string, number>();
  private rollbacks = 0;
  private kept = 0;

  /** Learns the names of tables from what defines them. */
  public define(sql: string): void {
    const name = /CREATE TABLE IF NOT EXISTS (\w+)/i.exec(sql)?.[1];
    if (name) this.written.set(name, 0);
  }

  /** The row that `read` would find. It is frozen: others get it too. */
  public get<Row>(sql: string, values: readonly SqlValue[], read: () => Row | undefined) {
    const statement = this.statement(sql);
    const key = statement.reads ? keyOf(values) : undefined;
    if (key === undefined) {
      this.wrote(sql);
      return read();
    }
    const stamp = this.stampOf(statement);
    const kept = statement.rows.get(key);
    // The key is the caller's own statement and values: the row is of the type it asked for before.
    if (kept?.stamp === stamp) return kept.row as Row | undefined;
    const row = read();
    if (isSmall(row)) this.keep(statement, key, { row: Object.freeze(row), stamp });
    return row;
  }

  /** Tells that a statement ran: what it wrote is read anew. */
  public wrote(sql: string): void {
    const { reads, tables } = this.statement(sql);
    if (reads) return;
    for (const table of tables) this.written.set(table, this.written.get(table)! + 1);
  }

  /** Tells that writes were undone: all is read anew. */
  public rolledBack(): void {
    this.rollbacks++;
  }

  private keep({ rows }: Statement, key: string, kept: Kept): void {
    if (!rows.has(key) && ++this.kept > MOST_ROWS) {
      for (const statement of this.statements.values()) statement.rows.clear();
      this.kept = 1;
    }
    rows.set(key, kept);
  }

  private statement(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      const words = new Set(sql.match(/\w+/g));
      statement = {
        reads: /^\s*(select|with)\b/i.test(sql) && !/\breturning\b/i.test(sql),
        tables: [...this.written.keys()].filter((table) => words.has(table)),
        rows: new Map(),
      };
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** Grows with every write to one of the tables. */
  private stampOf({ tables }: Statement): number {
    let stamp = this.rollbacks;
    for (const table of tables) stamp += this.written.get(table)!;
    return stamp;
  }
}

/** One text for values; undefined for values that are not kept. */
function keyOf(values: readonly SqlValue[]): string | undefined {
  if (values.length === 1 && typeof values[0] === 'string') return values[0];
  return values.some((value) => typeof value === 'bigint' || Buffer.isBuffer(value))
    ? undefined
    : JSON.stringify(values);
}

function isSmall(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return true;
  return Object.values(row).every(
    (value) =>
      !ArrayBuffer.isView(value) && (typeof value !== 'string' || value.length <= LONGEST_TEXT),
  );
}

import { NotEmulated } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { glueError, notFound } from './errors.ts';

/** What a client has said of a database, a table or a partition, as it is stored. */
export type Described = Readonly<Record<string, unknown>>;

/** A row of the table of databases. */
export interface DatabaseRow {
  readonly name: string;
  readonly body: string;
  readonly created: number;
}

/** A row of the table of tables. */
export interface TableRow {
  readonly db: string;
  readonly name: string;
  readonly body: string;
  readonly created: number;
  readonly updated: number;
  readonly version: number;
}

/** Members that are times. */
const TIMES = ['LastAccessTime', 'LastAnalyzedTime'];

/** Names are stored in small letters, for Hive (API reference, DatabaseInput and TableInput). */
export function folded(name: string): string {
  return name.toLowerCase();
}

/** What was described, as text to store. */
export function stored(described: Described): string {
  return JSON.stringify(described);
}

/** What was stored, with its times. */
export function described(body: string): Described {
  const found = JSON.parse(body) as Record<string, unknown>;
  for (const name of TIMES) {
    if (typeof found[name] === 'string') found[name] = new Date(found[name]);
  }
  return found;
}

/** The database, or AWS's EntityNotFoundException. */
export function databaseNamed(name: string, cloud: Cloud): DatabaseRow {
  const row = cloud.db.get<DatabaseRow>(
    'SELECT * FROM glue_databases WHERE name = ?',
    folded(name),
  );
  if (!row) throw notFound('Database', name);
  return row;
}

/** The table, if there is one; its database has to be there. */
export function findTable(database: string, name: string, cloud: Cloud): TableRow | undefined {
  const { name: db } = databaseNamed(database, cloud);
  return cloud.db.get<TableRow>(
    'SELECT * FROM glue_tables WHERE db = ? AND name = ?',
    db,
    folded(name),
  );
}

/** The table, or AWS's EntityNotFoundException. */
export function tableNamed(database: string, name: string, cloud: Cloud): TableRow {
  const row = findTable(database, name, cloud);
  if (!row) throw notFound('Table', name);
  return row;
}

/** Removes a table and its partitions. */
export function removeTable({ db, name }: TableRow, cloud: Cloud): void {
  cloud.db.run('DELETE FROM glue_partitions WHERE db = ? AND tbl = ?', db, name);
  cloud.db.run('DELETE FROM glue_tables WHERE db = ? AND name = ?', db, name);
}

/** Refuses what other accounts, governed tables and other catalogs would be needed for. */
export function refuseParts(input: object, names: readonly string[], cloud: Cloud): void {
  const members = new Map<string, unknown>(Object.entries(input));
  const catalog = members.get('CatalogId') ?? cloud.accountId;
  if (catalog !== cloud.accountId) {
    throw glueError('EntityNotFoundException', `Catalog ${String(catalog)} not found.`);
  }
  const given = names.find((name) => members.get(name) !== undefined);
  if (given) throw new NotEmulated(`'${given}' of Glue`, 'there is one plain catalog here');
}

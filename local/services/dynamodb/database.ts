/** Tables of the service. */
export const TABLES = [
  `CREATE TABLE IF NOT EXISTS dynamodb_tables (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL, definition TEXT NOT NULL, created INTEGER NOT NULL,
     ttl TEXT, policy TEXT, settings TEXT NOT NULL, tags TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS dynamodb_items (
     tbl TEXT NOT NULL, key TEXT NOT NULL, partition TEXT NOT NULL, sort TEXT NOT NULL,
     item TEXT NOT NULL, PRIMARY KEY (tbl, key)) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS dynamodb_items_order ON dynamodb_items (tbl, partition, sort, key)',
  `CREATE TABLE IF NOT EXISTS dynamodb_indexes (
     tbl TEXT NOT NULL, idx TEXT NOT NULL, partition TEXT NOT NULL, sort TEXT NOT NULL,
     tie TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (tbl, idx, partition, sort, tie, key))
   WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS dynamodb_indexes_key ON dynamodb_indexes (tbl, key, idx)',
  `CREATE TABLE IF NOT EXISTS dynamodb_tokens (
     token TEXT PRIMARY KEY, request TEXT NOT NULL, until INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS dynamodb_streams (
     arn TEXT PRIMARY KEY, tbl TEXT NOT NULL, label TEXT NOT NULL, view TEXT NOT NULL,
     keys TEXT NOT NULL, created INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER)`,
  'CREATE INDEX IF NOT EXISTS dynamodb_streams_table ON dynamodb_streams (tbl, created)',
  `CREATE TABLE IF NOT EXISTS dynamodb_records (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, at INTEGER NOT NULL,
     record TEXT NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS dynamodb_records_stream ON dynamodb_records (stream, seq)',
  'CREATE INDEX IF NOT EXISTS dynamodb_records_age ON dynamodb_records (stream, at)',
];

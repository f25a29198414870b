/** Tables of the service. */
export const TABLES = [
  `CREATE TABLE IF NOT EXISTS sqs_queues (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL, attributes TEXT NOT NULL, tags TEXT NOT NULL,
     created INTEGER NOT NULL, modified INTEGER NOT NULL, purged INTEGER,
     scope_before TEXT, scope_until INTEGER)`,
  `CREATE TABLE IF NOT EXISTS sqs_messages (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, queue TEXT NOT NULL,
     body TEXT NOT NULL, attributes TEXT NOT NULL, trace TEXT, sent INTEGER NOT NULL,
     visible INTEGER NOT NULL, receives INTEGER NOT NULL, first_receive INTEGER, receipt TEXT,
     group_id TEXT, deduplication TEXT, sender TEXT NOT NULL, source TEXT)`,
  'CREATE INDEX IF NOT EXISTS sqs_messages_visible ON sqs_messages (queue, visible, seq)',
  'CREATE INDEX IF NOT EXISTS sqs_messages_sent ON sqs_messages (queue, sent)',
  'CREATE INDEX IF NOT EXISTS sqs_messages_group ON sqs_messages (queue, group_id, seq)',
  'CREATE INDEX IF NOT EXISTS sqs_messages_id ON sqs_messages (id)',
  `CREATE TABLE IF NOT EXISTS sqs_groups (
     queue TEXT NOT NULL, id TEXT NOT NULL, ready INTEGER NOT NULL, head INTEGER NOT NULL,
     PRIMARY KEY (queue, id)) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS sqs_groups_ready ON sqs_groups (queue, ready, head)',
  `CREATE TABLE IF NOT EXISTS sqs_deduplication (
     queue TEXT NOT NULL, key TEXT NOT NULL, message TEXT NOT NULL, seq INTEGER NOT NULL,
     until INTEGER NOT NULL, PRIMARY KEY (queue, key))`,
  'CREATE INDEX IF NOT EXISTS sqs_deduplication_until ON sqs_deduplication (queue, until)',
  `CREATE TABLE IF NOT EXISTS sqs_attempts (
     queue TEXT NOT NULL, attempt TEXT NOT NULL, receipts TEXT NOT NULL, until INTEGER NOT NULL,
     PRIMARY KEY (queue, attempt))`,
  'CREATE TABLE IF NOT EXISTS sqs_deleted (name TEXT PRIMARY KEY, until INTEGER NOT NULL)',
  `CREATE TABLE IF NOT EXISTS sqs_move_tasks (
     id TEXT PRIMARY KEY, source TEXT NOT NULL, destination TEXT, rate INTEGER,
     status TEXT NOT NULL, moved INTEGER NOT NULL, total INTEGER NOT NULL, started INTEGER NOT NULL,
     failure TEXT)`,
  'CREATE INDEX IF NOT EXISTS sqs_move_tasks_source ON sqs_move_tasks (source, started)',
  `CREATE TABLE IF NOT EXISTS sqs_depth (
     queue TEXT NOT NULL, minute INTEGER NOT NULL, visible INTEGER NOT NULL,
     hidden INTEGER NOT NULL, delayed INTEGER NOT NULL, oldest INTEGER, PRIMARY KEY (queue, minute))
   WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS sqs_traffic (
     queue TEXT PRIMARY KEY, sent INTEGER NOT NULL, received INTEGER NOT NULL,
     deleted INTEGER NOT NULL, empty INTEGER NOT NULL)`,
];

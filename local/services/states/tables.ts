/** Tables of Step Functions. */
export const STATES_TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS states_machines (
     arn TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, definition TEXT NOT NULL, role_arn TEXT NOT NULL,
     revision TEXT NOT NULL, logging TEXT, tracing TEXT, encryption TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL,
     last_version INTEGER NOT NULL DEFAULT 0)`,
  `CREATE TABLE IF NOT EXISTS states_revisions (
     machine_arn TEXT NOT NULL, revision TEXT NOT NULL, definition TEXT NOT NULL, role_arn TEXT NOT NULL, logging TEXT,
     tracing TEXT, created INTEGER NOT NULL, PRIMARY KEY (machine_arn, revision))`,
  `CREATE TABLE IF NOT EXISTS states_versions (
     arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, version INTEGER NOT NULL, revision TEXT NOT NULL, description TEXT,
     created INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS states_aliases (
     arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, name TEXT NOT NULL, description TEXT, routing TEXT NOT NULL,
     created INTEGER NOT NULL, updated INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS states_executions (
     arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, revision TEXT NOT NULL,
     role_arn TEXT NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL, stopped INTEGER,
     output TEXT, error TEXT, cause TEXT, last_event INTEGER NOT NULL, redrive_count INTEGER NOT NULL, redriven INTEGER,
     trace_header TEXT, version_arn TEXT, alias_arn TEXT, map_run_arn TEXT, parent_thread TEXT, position INTEGER,
     path TEXT NOT NULL, redrive_from TEXT)`,
  'CREATE INDEX IF NOT EXISTS states_executions_machine ON states_executions (machine_arn, started)',
  'CREATE INDEX IF NOT EXISTS states_executions_map_run ON states_executions (map_run_arn)',
  `CREATE TABLE IF NOT EXISTS states_events (
     execution_arn TEXT NOT NULL, id INTEGER NOT NULL, previous_id INTEGER NOT NULL, timestamp INTEGER NOT NULL,
     type TEXT NOT NULL, details TEXT, PRIMARY KEY (execution_arn, id)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS states_threads (
     id TEXT PRIMARY KEY, execution_arn TEXT NOT NULL, parent_id TEXT, position INTEGER NOT NULL, ready INTEGER NOT NULL,
     revision INTEGER NOT NULL, body TEXT NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS states_threads_ready ON states_threads (execution_arn, ready)',
  'CREATE INDEX IF NOT EXISTS states_threads_parent ON states_threads (parent_id)',
  `CREATE TABLE IF NOT EXISTS states_children (
     thread_id TEXT NOT NULL, position INTEGER NOT NULL, draft TEXT NOT NULL, output TEXT, status TEXT, execution_arn TEXT,
     standstill TEXT, PRIMARY KEY (thread_id, position)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS states_map_runs (
     arn TEXT PRIMARY KEY, execution_arn TEXT NOT NULL, thread_id TEXT NOT NULL, total INTEGER NOT NULL, started INTEGER NOT NULL,
     status TEXT NOT NULL, stopped INTEGER, limits TEXT NOT NULL, batches TEXT, has_written INTEGER NOT NULL DEFAULT 0,
     redrive_count INTEGER NOT NULL DEFAULT 0, redriven INTEGER)`,
  `CREATE TABLE IF NOT EXISTS states_redrive_tokens (
     execution_arn TEXT NOT NULL, token TEXT NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (execution_arn, token)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS states_tokens (
     token TEXT PRIMARY KEY, task_id TEXT NOT NULL, thread_id TEXT NOT NULL, execution_arn TEXT NOT NULL, open INTEGER NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS states_tokens_task ON states_tokens (task_id)',
  `CREATE TABLE IF NOT EXISTS states_jobs (
     key TEXT NOT NULL, task_id TEXT PRIMARY KEY, thread_id TEXT NOT NULL, execution_arn TEXT NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS states_jobs_key ON states_jobs (key)',
  `CREATE TABLE IF NOT EXISTS states_activities (
     arn TEXT PRIMARY KEY, name TEXT NOT NULL, encryption TEXT NOT NULL, created INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS states_activity_tasks (
     task_id TEXT PRIMARY KEY, activity_arn TEXT NOT NULL, token TEXT NOT NULL, input TEXT NOT NULL, created INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS states_tags (
     resource_arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (resource_arn, key)) WITHOUT ROWID`,
];

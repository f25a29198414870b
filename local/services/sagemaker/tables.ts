/** Tables of SageMaker. */
export const SAGEMAKER_TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS sagemaker_jobs (
     kind TEXT NOT NULL, name TEXT NOT NULL, arn TEXT NOT NULL, status TEXT NOT NULL, secondary TEXT NOT NULL,
     request TEXT NOT NULL, outcome TEXT NOT NULL, transitions TEXT NOT NULL, reason TEXT, created INTEGER NOT NULL,
     modified INTEGER NOT NULL, started INTEGER, ended INTEGER, begun INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (kind, name))`,
  `CREATE TABLE IF NOT EXISTS sagemaker_tuning (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL, status TEXT NOT NULL, request TEXT NOT NULL, reason TEXT,
     created INTEGER NOT NULL, modified INTEGER NOT NULL, ended INTEGER)`,
  `CREATE TABLE IF NOT EXISTS sagemaker_trials (
     job TEXT PRIMARY KEY, tuning TEXT NOT NULL, tuned TEXT NOT NULL, definition TEXT)`,
  'CREATE INDEX IF NOT EXISTS sagemaker_trials_tuning ON sagemaker_trials (tuning)',
  `CREATE TABLE IF NOT EXISTS sagemaker_models (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL, request TEXT NOT NULL, created INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS sagemaker_configs (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL, request TEXT NOT NULL, created INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS sagemaker_endpoints (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL, config TEXT NOT NULL, pending TEXT, status TEXT NOT NULL, reason TEXT,
     variants TEXT NOT NULL, retained TEXT, created INTEGER NOT NULL, modified INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS sagemaker_rollouts (
     endpoint TEXT PRIMARY KEY, config TEXT NOT NULL, request TEXT NOT NULL, began INTEGER)`,
  `CREATE TABLE IF NOT EXISTS sagemaker_tags (
     resource_arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (resource_arn, key))`,
  `CREATE TABLE IF NOT EXISTS sagemaker_processes (
     pid INTEGER PRIMARY KEY, program TEXT NOT NULL, purpose TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS sagemaker_captures (
     id TEXT PRIMARY KEY, endpoint TEXT NOT NULL, variant TEXT NOT NULL, hour TEXT NOT NULL, line TEXT NOT NULL)`,
];

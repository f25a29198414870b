/** Tables of the service. */
export const TABLES = [
  `CREATE TABLE IF NOT EXISTS sns_topics (
     arn TEXT PRIMARY KEY, name TEXT NOT NULL, attributes TEXT NOT NULL, tags TEXT NOT NULL,
     created INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS sns_subscriptions (
     arn TEXT PRIMARY KEY, topic TEXT NOT NULL, protocol TEXT NOT NULL, endpoint TEXT NOT NULL,
     attributes TEXT NOT NULL, principal TEXT NOT NULL, token TEXT, signed INTEGER NOT NULL,
     since INTEGER NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS sns_subscriptions_topic ON sns_subscriptions (topic, arn)',
  `CREATE TABLE IF NOT EXISTS sns_applications (
     arn TEXT PRIMARY KEY, platform TEXT NOT NULL, attributes TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS sns_endpoints (
     arn TEXT PRIMARY KEY, application TEXT NOT NULL, token TEXT NOT NULL, attributes TEXT NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS sns_endpoints_token ON sns_endpoints (application, token)',
  'CREATE TABLE IF NOT EXISTS sns_sms_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)',
  `CREATE TABLE IF NOT EXISTS sns_mail (
     id TEXT PRIMARY KEY, address TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
     sent INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS sns_deduplication (
     topic TEXT NOT NULL, key TEXT NOT NULL, message TEXT NOT NULL, sequence TEXT NOT NULL,
     until INTEGER NOT NULL, PRIMARY KEY (topic, key))`,
  `CREATE TABLE IF NOT EXISTS sns_sequence (
     number INTEGER PRIMARY KEY AUTOINCREMENT, message TEXT NOT NULL)`,
];

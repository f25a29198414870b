import type { Service } from '../../kernel/index.ts';
import { s3Actions } from './actions/index.ts';
import { restoreEnded, restored } from './actions/restore-object.ts';
import { dropBodies } from './bodies.ts';
import { BODY_TABLE } from './body-rows.ts';
import { applyLifecycle } from './lifecycle/apply.ts';
import { deliverNotification } from './notifications/deliver.ts';
import { postFormRoute } from './post-form/route.ts';
import { preflightRoute } from './preflight.ts';

/** S3: large bodies are files, everything else lies in the store. */
export const s3Service: Service = {
  name: 's3',
  sdk: '@aws-sdk/client-s3',
  tables: [
    `CREATE TABLE IF NOT EXISTS s3_buckets (
       name TEXT PRIMARY KEY, created INTEGER NOT NULL, region TEXT NOT NULL, versioning TEXT NOT NULL, policy TEXT,
       configurations TEXT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS s3_objects (
       seq INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL, marker INTEGER NOT NULL,
       size INTEGER NOT NULL, etag TEXT NOT NULL, body TEXT, modified INTEGER NOT NULL, attributes TEXT NOT NULL)`,
    'CREATE INDEX IF NOT EXISTS s3_objects_newest ON s3_objects (bucket, key, seq, modified, version)',
    'CREATE TABLE IF NOT EXISTS s3_sequence (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL)',
    `CREATE TABLE IF NOT EXISTS s3_uploads (
       id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, started INTEGER NOT NULL,
       disturbed INTEGER NOT NULL, plan TEXT NOT NULL)`,
    'CREATE INDEX IF NOT EXISTS s3_uploads_key ON s3_uploads (bucket, key)',
    `CREATE TABLE IF NOT EXISTS s3_parts (
       upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, md5 TEXT NOT NULL, body TEXT NOT NULL,
       modified INTEGER NOT NULL, checksum TEXT, PRIMARY KEY (upload, number))`,
    BODY_TABLE,
  ],
  actions: s3Actions,
  writesOnce: true,
  deliveries: { 's3.drop-bodies': dropBodies, 's3.notify': deliverNotification },
  routes: [postFormRoute, preflightRoute],
  timers: {
    's3.lifecycle': applyLifecycle,
    's3.restored': restored,
    's3.restore-ended': restoreEnded,
  },
};

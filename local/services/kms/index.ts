import type { Service } from '../../kernel/index.ts';
import { createAlias } from './actions/create-alias.ts';
import { createKey } from './actions/create-key.ts';
import { describeKey } from './actions/describe-key.ts';
import { scheduleKeyDeletion } from './actions/schedule-key-deletion.ts';

/**
 * KMS: keys, their policies and aliases. Nothing is encrypted on a laptop; who may use a key is
 * decided all the same.
 */
export const kmsService: Service = {
  name: 'kms',
  sdk: '@aws-sdk/client-kms',
  tables: [
    `CREATE TABLE IF NOT EXISTS kms_keys (
       id TEXT PRIMARY KEY, arn TEXT NOT NULL, policy TEXT NOT NULL, description TEXT, state TEXT NOT NULL,
       rotates INTEGER NOT NULL, created INTEGER NOT NULL)`,
    'CREATE TABLE IF NOT EXISTS kms_aliases (name TEXT PRIMARY KEY, key TEXT NOT NULL)',
  ],
  actions: [createAlias, createKey, describeKey, scheduleKeyDeletion],
};

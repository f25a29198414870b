import { parsedTags } from '../../kernel/index.ts';
import type { Service } from '../../kernel/index.ts';
import { createAlias, deleteAlias, listAliases, updateAlias } from './actions/aliases.ts';
import {
  decrypt,
  encrypt,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  generateRandom,
  reEncrypt,
} from './actions/cryptography.ts';
import {
  createGrant,
  listGrants,
  listRetirableGrants,
  retireGrant,
  revokeGrant,
} from './actions/grants.ts';
import {
  disableKeyRotation,
  enableKeyRotation,
  getKeyPolicy,
  getKeyRotationStatus,
  listKeyPolicies,
  listResourceTags,
  putKeyPolicy,
  tagResource,
  untagResource,
} from './actions/key-settings.ts';
import {
  cancelKeyDeletion,
  createKey,
  deleteKey,
  describeKey,
  disableKey,
  enableKey,
  listKeys,
  scheduleKeyDeletion,
  updateKeyDescription,
} from './actions/keys.ts';

/** KMS: symmetric keys, their policies and grants, aliases, and what they encrypt. */
export const kmsService: Service = {
  name: 'kms',
  sdk: '@aws-sdk/client-kms',
  tables: [
    `CREATE TABLE IF NOT EXISTS kms_keys (
       id TEXT PRIMARY KEY, arn TEXT NOT NULL, policy TEXT NOT NULL, description TEXT, state TEXT NOT NULL,
       rotates INTEGER NOT NULL, created INTEGER NOT NULL, manager TEXT NOT NULL, deletion INTEGER,
       tags TEXT NOT NULL, material TEXT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS kms_aliases (
       name TEXT PRIMARY KEY, key TEXT NOT NULL, created INTEGER NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS kms_grants (
       id TEXT PRIMARY KEY, key TEXT NOT NULL, grantee TEXT NOT NULL, retiring TEXT, operations TEXT NOT NULL,
       constraints TEXT, name TEXT, issuer TEXT NOT NULL, created INTEGER NOT NULL)`,
    'CREATE INDEX IF NOT EXISTS kms_grants_key ON kms_grants (key)',
  ],
  tagsOf: (arn, { db }) =>
    parsedTags(db.get<{ tags: string }>('SELECT tags FROM kms_keys WHERE arn = ?', arn)?.tags),
  actions: [
    cancelKeyDeletion,
    createAlias,
    createGrant,
    createKey,
    decrypt,
    deleteAlias,
    describeKey,
    disableKey,
    disableKeyRotation,
    enableKey,
    enableKeyRotation,
    encrypt,
    generateDataKey,
    generateDataKeyWithoutPlaintext,
    generateRandom,
    getKeyPolicy,
    getKeyRotationStatus,
    listAliases,
    listGrants,
    listKeyPolicies,
    listKeys,
    listResourceTags,
    listRetirableGrants,
    putKeyPolicy,
    reEncrypt,
    retireGrant,
    revokeGrant,
    scheduleKeyDeletion,
    tagResource,
    untagResource,
    updateAlias,
    updateKeyDescription,
  ],
  timers: { 'kms.delete': deleteKey },
};

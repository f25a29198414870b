import type { Service } from '../../kernel/index.ts';
import { batchGetItem, batchWriteItem } from './actions/batch.ts';
import { deleteItem, getItem, putItem, updateItem } from './actions/item.ts';
import { query } from './actions/query.ts';
import { scan } from './actions/scan.ts';
import {
  createTable,
  deleteTable,
  describeTable,
  describeTimeToLive,
  listTables,
  updateTimeToLive,
} from './actions/tables.ts';
import { transactGetItems, transactWriteItems } from './actions/transactions.ts';
import { expire } from './items.ts';

/** DynamoDB: dynalite's validators and expressions over rows of the store. */
export const dynamodbService: Service = {
  name: 'dynamodb',
  sdk: '@aws-sdk/client-dynamodb',
  tables: [
    `CREATE TABLE IF NOT EXISTS dynamodb_tables (
       name TEXT PRIMARY KEY, arn TEXT NOT NULL, definition TEXT NOT NULL, created INTEGER NOT NULL, ttl TEXT, policy TEXT,
       settings TEXT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS dynamodb_items (
       tbl TEXT NOT NULL, key TEXT NOT NULL, partition TEXT NOT NULL, sort TEXT NOT NULL, item TEXT NOT NULL,
       PRIMARY KEY (tbl, key)) WITHOUT ROWID`,
    'CREATE INDEX IF NOT EXISTS dynamodb_items_order ON dynamodb_items (tbl, partition, sort, key)',
    `CREATE TABLE IF NOT EXISTS dynamodb_indexes (
       tbl TEXT NOT NULL, idx TEXT NOT NULL, partition TEXT NOT NULL, sort TEXT NOT NULL, key TEXT NOT NULL,
       PRIMARY KEY (tbl, idx, partition, sort, key)) WITHOUT ROWID`,
    'CREATE INDEX IF NOT EXISTS dynamodb_indexes_key ON dynamodb_indexes (tbl, key, idx)',
    'CREATE TABLE IF NOT EXISTS dynamodb_tokens (token TEXT PRIMARY KEY, request TEXT NOT NULL, until INTEGER NOT NULL)',
  ],
  actions: [
    batchGetItem,
    batchWriteItem,
    createTable,
    deleteItem,
    deleteTable,
    describeTable,
    describeTimeToLive,
    getItem,
    listTables,
    putItem,
    query,
    scan,
    transactGetItems,
    transactWriteItems,
    updateItem,
    updateTimeToLive,
  ],
  timers: { 'dynamodb.ttl': ({ payload, cloud }) => expire(payload, cloud) },
};

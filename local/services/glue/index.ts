import type { Service } from '../../kernel/index.ts';
import {
  createDatabase,
  deleteDatabase,
  getDatabase,
  getDatabases,
  updateDatabase,
} from './actions/databases.ts';
import {
  createPartition,
  deletePartition,
  getPartition,
  getPartitions,
} from './actions/partitions.ts';
import { createTable, deleteTable, getTable, getTables, updateTable } from './actions/tables.ts';

/** The Data Catalog of Glue. */
export const glueService: Service = {
  name: 'glue',
  sdk: '@aws-sdk/client-glue',
  tables: [
    `CREATE TABLE IF NOT EXISTS glue_databases (
       name TEXT PRIMARY KEY, body TEXT NOT NULL, created INTEGER NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS glue_tables (
       db TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, created INTEGER NOT NULL,
       updated INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (db, name))`,
    `CREATE TABLE IF NOT EXISTS glue_partitions (
       db TEXT NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
       created INTEGER NOT NULL, PRIMARY KEY (db, tbl, key))`,
  ],
  actions: [
    createDatabase,
    createPartition,
    createTable,
    deleteDatabase,
    deletePartition,
    deleteTable,
    getDatabase,
    getDatabases,
    getPartition,
    getPartitions,
    getTable,
    getTables,
    updateDatabase,
    updateTable,
  ],
};

import { EVENT_TABLES } from '../../cloudformation/stack-events.ts';
import { STACK_TABLES } from '../../cloudformation/stack-store.ts';

/** Tables of CloudFormation: the deployer's, and those of its API. */
export const TABLES = [
  ...STACK_TABLES,
  ...EVENT_TABLES,
  // What a stack was given over the API beside its template; `past` is what it was given before.
  `CREATE TABLE IF NOT EXISTS cloudformation_given (id TEXT PRIMARY KEY, given TEXT NOT NULL, past TEXT)`,
  `CREATE TABLE IF NOT EXISTS cloudformation_gone (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, template TEXT NOT NULL, created INTEGER NOT NULL, deleted INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS cloudformation_change_sets (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, stack TEXT NOT NULL, status TEXT NOT NULL, execution TEXT NOT NULL, reason TEXT,
     input TEXT NOT NULL, changes TEXT NOT NULL, created INTEGER NOT NULL)`,
  'CREATE UNIQUE INDEX IF NOT EXISTS cloudformation_change_sets_by_name ON cloudformation_change_sets (stack, name)',
];

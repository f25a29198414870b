import type { Cloud } from '../../kernel/index.ts';
import { dynamoError } from './errors.ts';
import { definitionOf, findTable, settingsOf, storeTable } from './tables.ts';
import type { TableRow, Transition } from './tables.ts';

/**
 * Milliseconds for which a table is being made, changed or deleted, where time runs by itself. On a
 * clock that stands still nobody could wait for it: there it is done at once.
 */
const TAKES = 500;

const DOING = { CREATING: 'created', UPDATING: 'updated', DELETING: 'deleted' } as const;

/** Dates of throughput that tell when a change was done. */
const DONE_AT = ['LastIncreaseDateTime', 'LastDecreaseDateTime'];

/** Throws while a table is being made, changed or deleted. */
export function checkSettled(row: TableRow): void {
  const { transition } = settingsOf(row);
  if (!transition) return;
  throw dynamoError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being ${DOING[transition.status]}: ${row.name}`,
  );
}

/** Lets a table be on its way for a while; `end` follows at once where time stands still. */
export function beginTransition(name: string, transition: Transition, cloud: Cloud): void {
  const row = findTable(name, cloud)!;
  storeTable(row, definitionOf(row), { ...settingsOf(row), transition }, cloud);
  if (cloud.world.isTime)
    cloud.timers.set('dynamodb.transition', name, transition.since + TAKES, name);
  else endTransition(name, cloud);
}

/** What was begun is done: the table is active, or gone. */
export function endTransition(name: string, cloud: Cloud): void {
  const row = findTable(name, cloud);
  const { transition, ...settings } = row ? settingsOf(row) : {};
  if (!row || !transition) return;
  if (transition.status === 'DELETING')
    cloud.db.run('DELETE FROM dynamodb_tables WHERE name = ?', row.name);
  else storeTable(row, doneNow(row, transition, cloud), settings, cloud);
}

/** Changes of throughput are dated when they are done. */
function doneNow(row: TableRow, { since }: Transition, cloud: Cloud) {
  const now = cloud.world.now() / 1000;
  const dated = (key: string, value: unknown) =>
    DONE_AT.includes(key) && Number(value) >= since / 1000 ? now : value;
  return definitionOf({ ...row, definition: JSON.stringify(JSON.parse(row.definition, dated)) });
}

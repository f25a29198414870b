import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { checkRequest, dynaliteDb } from './dynalite.ts';
import type { Item } from './dynalite.ts';
import { dynamoError, invalid } from './errors.ts';
import { performOnItem, readItem } from './items.ts';
import { tableNamed, withBareName } from './tables.ts';

/** A write that may ask for the item that failed its condition. */
export interface ConditionalWrite {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** Checks and performs a write of one item. */
export function writeOne(
  operation: string,
  given: ConditionalWrite,
  cloud: Cloud,
): Record<string, unknown> {
  const request = withBareName(given);
  const checked = checkRequest(operation, request);
  checkWish(request);
  return withOldItem(operation, request, cloud, () => performOnItem(operation, checked, cloud));
}

/** Reads one item. */
export function readOne(given: ConditionalWrite, cloud: Cloud): Record<string, unknown> {
  return performOnItem('getItem', checkRequest('getItem', withBareName(given)), cloud);
}

/**
 * Performs a write; a failed condition carries the old item where the request asks for it (dynalite
 * does not know that member).
 */
export function withOldItem<T>(
  operation: string,
  request: ConditionalWrite,
  cloud: Cloud,
  perform: () => T,
): T {
  try {
    return perform();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException')
      throw error;
    if (request.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') throw error;
    const table = tableNamed(request.TableName, cloud);
    const source = (operation === 'putItem' ? request.Item : request.Key)!;
    const old = readItem(table.TableName, dynaliteDb().createKey(source, table), cloud);
    throw dynamoError(error.code, error.message, old ? { Item: old } : {});
  }
}

function checkWish({ ReturnValuesOnConditionCheckFailure: wish }: ConditionalWrite): void {
  if (wish === undefined || wish === 'ALL_OLD' || wish === 'NONE') return;
  throw invalid(
    `1 validation error detected: Value '${String(wish)}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
  );
}

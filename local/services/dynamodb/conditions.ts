import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { decodeBinary, dynaliteDb, encodeBinary } from './dynalite.ts';
import type { Item } from './dynalite.ts';
import { readItem } from './items.ts';
import { tableNamed } from './tables.ts';

/** A write that may ask for the item that failed its condition. */
interface ConditionalWrite {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
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
    const source = encodeBinary(operation === 'putItem' ? request.Item : request.Key) as Item;
    const old = readItem(table.TableName, dynaliteDb.createKey(source, table), cloud);
    throw new AwsError(error.code, error.message, {
      members: old ? { Item: decodeBinary(old) } : {},
    });
  }
}

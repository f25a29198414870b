import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand, DynamoDBDocumentClient, QueryCommand, TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../../domain/errors.ts';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ListOptions, Registry, RegistryWrite, StoredRecord, WriteCondition } from '../../domain/ports.ts';

/** Which records of which model. */
type ModelQuery = ListOptions & { readonly model: string; readonly prefix: string };
type Documents = Pick<DynamoDBDocumentClient, 'send'>;
type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const ATTEMPTS = 6;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

/**
 * The registry as one DynamoDB table: `pk` is `MODEL#<model>`, `sk` says what an item is. Reads are
 * consistent.
 */
export function dynamoRegistry(table: string, documents: Documents = client): Registry {
  return {
    read: (model, sortKeys) => read(documents, table, model, sortKeys),
    list: (model, prefix, options) => list(documents, table, { model, prefix, ...options }),
    write: async (model, writes) => {
      const items = writes.map((write) => transactItem(table, { pk: partition(model), sk: write.sk }, write));
      for (let attempt = 1; ; attempt += 1) {
        try {
          await documents.send(new TransactWriteCommand({ TransactItems: items }));
          return;
        } catch (error) {
          if (attempt === ATTEMPTS || !isConflict(error)) throw refused(error, model, writes);
          await pause(20 * 2 ** attempt);
        }
      }
    },
  };
}

function partition(model: string): string {
  return `MODEL#${model}`;
}

async function read(
  documents: Documents, table: string, model: string, sortKeys: readonly string[],
): Promise<readonly (StoredRecord | null)[]> {
  const pk = partition(model);
  const found = new Map<string, StoredRecord>();
  let keys: Record<string, unknown>[] = [...new Set(sortKeys)].map((sk) => ({ pk, sk }));
  while (keys.length > 0) {
    const answer = await documents.send(new BatchGetCommand({
      RequestItems: { [table]: { Keys: keys.slice(0, 100), ConsistentRead: true } },
    }));
    for (const item of answer.Responses?.[table] ?? []) found.set(String(item.sk), withoutKeys(item));
    keys = [...keys.slice(100), ...(answer.UnprocessedKeys?.[table]?.Keys ?? [])];
  }
  return sortKeys.map((sk) => found.get(sk) ?? null);
}

async function list(
  documents: Documents, table: string, query: ModelQuery,
): Promise<readonly StoredRecord[]> {
  const { model, prefix, from, newestFirst, limit } = query;
  const records: StoredRecord[] = [];
  for (let start: Record<string, unknown> | undefined, more = true; more;) {
    const page = await documents.send(new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: from === undefined
        ? 'pk = :pk AND begins_with(sk, :from)'
        : 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': partition(model), ':from': from ?? prefix, ...(from === undefined ? {} : { ':to': `${prefix}\uffff` }),
      },
      ScanIndexForward: newestFirst !== true,
      Limit: limit,
      ExclusiveStartKey: start,
    }));
    for (const item of page.Items ?? []) records.push(withoutKeys(item));
    start = page.LastEvaluatedKey;
    more = start !== undefined && (limit === undefined || records.length < limit);
  }
  return limit === undefined ? records : records.slice(0, limit);
}

function withoutKeys({ pk: _pk, sk: _sk, ...record }: Record<string, unknown>): StoredRecord {
  return record;
}

function transactItem(table: string, key: { pk: string; sk: string }, write: RegistryWrite): TransactItem {
  if ('add' in write) {
    const [adds, sets] = [Object.keys(write.add), Object.keys(write.set ?? {})];
    const names = [...adds, ...sets];
    const values = { ...write.add, ...write.set };
    const clause = (word: string, some: readonly string[], sign: string): string => (some.length === 0
      ? ''
      : `${word} ${some.map((name) => `#n${names.indexOf(name)}${sign}:n${names.indexOf(name)}`).join(', ')} `);
    return {
      Update: {
        TableName: table,
        Key: key,
        UpdateExpression: `${clause('ADD', adds, ' ')}${clause('SET', sets, ' = ')}`.trim(),
        ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(names.map((name, index) => [`:n${index}`, values[name]])),
      },
    };
  }
  return 'put' in write
    ? { Put: { TableName: table, Item: { ...write.put, ...key }, ...condition(write.when) } }
    : { Delete: { TableName: table, Key: key, ...condition(write.when) } };
}

function condition(when: WriteCondition): {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, string | number>;
} {
  if (when === 'always') return {};
  if (when === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  const members = Object.entries(when);
  return {
    ConditionExpression: members.map((_, index) => `#c${index} = :c${index}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(members.map(([name], index) => [`#c${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(members.map(([, value], index) => [`:c${index}`, value])),
  };
}

/** Codes of the reasons of a cancelled transaction, one per write. */
function codes(error: unknown): readonly string[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
}

/**
 * Another transaction was at work on the same item: worth another try, unlike a condition that does
 * not hold.
 */
function isConflict(error: unknown): boolean {
  return codes(error).includes('TransactionConflict') && !codes(error).includes('ConditionalCheckFailed');
}

function refused(error: unknown, model: string, writes: readonly RegistryWrite[]): unknown {
  const failed = writes.filter((_, index) => codes(error)[index] === 'ConditionalCheckFailed').map(({ sk }) => sk);
  if (failed.length === 0) return error;
  const message = `read '${model}' again: ${failed.join(', ')} changed in between`;
  return new DomainError('ConditionFailed', message, { cause: error });
}

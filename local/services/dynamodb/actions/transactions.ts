import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { checkRequest, dynaliteDb, invalid, refuse } from '../dynalite.ts';
import type { Item } from '../dynalite.ts';
import { performOnItem, readItem } from '../items.ts';
import { withOldItem } from '../conditions.ts';
import { tableNamed, tablePermission } from '../tables.ts';

interface TableRequest {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
}

type TransactItem = Readonly<
  Partial<Record<'Put' | 'Update' | 'Delete' | 'ConditionCheck', TableRequest>>
>;

/** Input of TransactWriteItems. */
export interface TransactWriteInput {
  readonly TransactItems: readonly TransactItem[];
  readonly ClientRequestToken?: string;
}

/** IAM asks for the permission of each part. */
const PERMISSIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

/** Milliseconds in which a client's token makes a transaction happen once. */
const TOKEN_MILLIS = 600_000;

/** TransactWriteItems: all or nothing; a failed condition cancels with a reason for every part. */
export const transactWriteItems = action(
  'TransactWriteItems',
  ({ TransactItems }: TransactWriteInput, { cloud }) =>
    TransactItems.map((part) => {
      const [kind, request] = only(part);
      return tablePermission(PERMISSIONS[kind], request.TableName, cloud);
    }),
  (input, { cloud }) => {
    if (input.TransactItems.length > 100)
      throw invalid('Member must have length less than or equal to 100');
    if (input.ClientRequestToken && wasDone(input, cloud)) return {};
    refuseRepeatedItems(input.TransactItems, cloud);
    const reasons = input.TransactItems.map((part) => perform(part, cloud));
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
    return {};
  },
);

/** Input of TransactGetItems. */
export interface TransactGetInput {
  readonly TransactItems: readonly { readonly Get: TableRequest }[];
}

/** TransactGetItems. */
export const transactGetItems = action(
  'TransactGetItems',
  ({ TransactItems }: TransactGetInput, { cloud }) =>
    TransactItems.map(({ Get }) => tablePermission('GetItem', Get.TableName, cloud)),
  ({ TransactItems }, { cloud }) => ({
    Responses: TransactItems.map(({ Get }) =>
      performOnItem('getItem', checkRequest('getItem', Get), cloud),
    ),
  }),
);

interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: unknown;
}

function perform(part: TransactItem, cloud: Cloud): Reason {
  const [kind, request] = only(part);
  try {
    if (kind === 'ConditionCheck')
      withOldItem('deleteItem', request, cloud, () => checkOnly(request, cloud));
    else {
      const operation = ({ Put: 'putItem', Update: 'updateItem', Delete: 'deleteItem' } as const)[
        kind
      ];
      withOldItem(operation, request, cloud, () =>
        performOnItem(operation, checkRequest(operation, request), cloud),
      );
    }
    return { Code: 'None' };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException')
      throw error;
    return {
      Code: 'ConditionalCheckFailed',
      Message: error.message,
      ...(error.members.Item ? { Item: error.members.Item } : {}),
    };
  }
}

function checkOnly(request: TableRequest, cloud: Cloud): Record<string, unknown> {
  const checked = checkRequest('deleteItem', request);
  const table = tableNamed(request.TableName, cloud);
  const key = checked.Key as Item;
  refuse(dynaliteDb.validateKey(key, table));
  refuse(
    dynaliteDb.checkConditional(
      checked,
      readItem(table.TableName, dynaliteDb.createKey(key, table), cloud),
    ),
  );
  return {};
}

function cancelled(reasons: readonly Reason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { members: { CancellationReasons: reasons } },
  );
}

function only(part: TransactItem): ['Put' | 'Update' | 'Delete' | 'ConditionCheck', TableRequest] {
  const parts = Object.entries(part).filter(([, request]) => request !== undefined);
  if (parts.length !== 1)
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  return parts[0] as ['Put', TableRequest];
}

function refuseRepeatedItems(parts: readonly TransactItem[], cloud: Cloud): void {
  const keys = parts.map((part) => {
    const [, request] = only(part);
    const table = tableNamed(request.TableName, cloud);
    const source = (request.Key ?? request.Item)!;
    refuse(
      dynaliteDb.validateKey(
        Object.fromEntries(
          table.KeySchema.map(({ AttributeName }) => [AttributeName, source[AttributeName]!]),
        ),
        table,
      ),
    );
    return `${table.TableName}/${dynaliteDb.createKey(source, table)}`;
  });
  if (new Set(keys).size < keys.length)
    throw invalid('Transaction request cannot include multiple operations on one item');
}

function wasDone(input: TransactWriteInput, cloud: Cloud): boolean {
  const now = cloud.world.now();
  cloud.db.run('DELETE FROM dynamodb_tokens WHERE until < ?', now);
  const request = JSON.stringify(input.TransactItems);
  const known = cloud.db.get<{ request: string }>(
    'SELECT request FROM dynamodb_tokens WHERE token = ?',
    input.ClientRequestToken!,
  );
  if (known && known.request !== request) {
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'The provided client token is already in use with different parameters.',
    );
  }
  if (!known)
    cloud.db.run(
      'INSERT INTO dynamodb_tokens VALUES (?, ?, ?)',
      input.ClientRequestToken!,
      request,
      now + TOKEN_MILLIS,
    );
  return known !== undefined;
}

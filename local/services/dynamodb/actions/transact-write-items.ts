import { rawAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { checkShape } from '../dynalite.ts';
import { dynamoError } from '../errors.ts';
import { tablePermission } from '../tables.ts';
import { TRANSACT_WRITE } from '../transaction-shapes.ts';
import {
  capacityOfParts,
  onlyPart,
  performPart,
  refuseRepeatedItems,
  uncheckedParts,
} from '../transactions.ts';
import type { Reason, TransactItem } from '../transactions.ts';

/** Input of TransactWriteItems. */
export interface TransactWriteInput {
  readonly TransactItems: readonly TransactItem[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
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
export const transactWriteItems = rawAction(
  'TransactWriteItems',
  ({ TransactItems }: TransactWriteInput, { cloud }) =>
    uncheckedParts(TransactItems).flatMap((part) =>
      Object.entries(PERMISSIONS).flatMap(([kind, permission]) => {
        const request = part[kind as keyof typeof PERMISSIONS];
        return request ? [tablePermission(permission, request.TableName, cloud)] : [];
      }),
    ),
  (given, { cloud }) => {
    const input = checkShape(TRANSACT_WRITE, given);
    const parts = input.TransactItems;
    const capacity = capacityOfParts(
      input.ReturnConsumedCapacity,
      parts.map((part) => onlyPart(part)[1]),
    );
    if (input.ClientRequestToken && wasDone(input.ClientRequestToken, parts, cloud))
      return capacity;
    refuseRepeatedItems(parts, cloud);
    const reasons = parts.map((part) => performPart(part, cloud));
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
    return capacity;
  },
);

function cancelled(reasons: readonly Reason[]): Error {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return dynamoError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

function wasDone(token: string, parts: readonly TransactItem[], cloud: Cloud): boolean {
  const now = cloud.world.now();
  cloud.db.run('DELETE FROM dynamodb_tokens WHERE until < ?', now);
  const request = JSON.stringify(parts);
  const known = cloud.db.get<{ request: string }>(
    'SELECT request FROM dynamodb_tokens WHERE token = ?',
    token,
  );
  if (known && known.request !== request) {
    throw dynamoError(
      'IdempotentParameterMismatchException',
      'The provided client token is already in use with different parameters.',
    );
  }
  if (!known)
    cloud.db.run(
      'INSERT INTO dynamodb_tokens VALUES (?, ?, ?)',
      token,
      request,
      now + TOKEN_MILLIS,
    );
  return known !== undefined;
}

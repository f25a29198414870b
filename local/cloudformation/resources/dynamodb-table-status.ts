import { AwsError } from '../../errors.ts';
import { wakeAfter } from '../../world/world.ts';
import type { HandlerContext } from '../handler.ts';

type Caller = Pick<HandlerContext, 'call'>;

/** Milliseconds between two looks at a table. */
const PAUSE = 20;

const UNSETTLED: readonly (string | undefined)[] = ['CREATING', 'UPDATING'];

/** Changes a table, and waits until that is done. */
export async function changeTable(
  input: { readonly TableName: string; readonly [member: string]: unknown },
  context: Caller,
): Promise<void> {
  await context.call('dynamodb', 'UpdateTable', input);
  await untilActive(input.TableName, context);
}

/** Waits while a table is being made or changed; one that somebody deleted is not waited for. */
export async function untilActive(name: string, context: Caller): Promise<void> {
  while (UNSETTLED.includes(await statusOf(name, context))) await pause();
}

/** Waits until a table is gone. */
export async function untilGone(name: string, context: Caller): Promise<void> {
  while ((await statusOf(name, context)) !== undefined) await pause();
}

async function statusOf(TableName: string, { call }: Caller): Promise<string | undefined> {
  try {
    const { Table } = await call<{ Table: { readonly TableStatus: string } }>(
      'dynamodb',
      'DescribeTable',
      { TableName },
    );
    return Table.TableStatus;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    wakeAfter(PAUSE, resolve);
  });
}
